package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Asks EC2 whether the credentials may do something, without doing it. */
public final class DryRuns {

  private static final String NAME = "ec2-unikernel preflight";
  private static final Set<String> DENIED = Set.of("UnauthorizedOperation", "AccessDenied");

  private final Ec2Client ec2;
  private final AwsCalls calls;
  private final Map<String, String> tags;

  DryRuns(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
    // With tags, so that the right to tag is asked for as well.
    this.tags = Map.of("ec2-unikernel:content", "preflight");
  }

  /**
   * Returns why an image may not be registered and tagged, if it may not.
   *
   * @param kernelId what boots a PV image, null for an HVM image
   */
  public Optional<EnvironmentException> register(@Nullable String kernelId) {
    return refusal(
        "ec2:RegisterImage",
        () ->
            ec2.registerImage(
                r ->
                    r.dryRun(true)
                        .name(NAME)
                        .architecture(ArchitectureValues.X86_64)
                        .virtualizationType(kernelId == null ? "hvm" : "paravirtual")
                        .kernelId(kernelId)
                        .rootDeviceName(
                            kernelId == null ? Hvm.ROOT_DEVICE : Paravirtual.ROOT_DEVICE)
                        .tagSpecifications(Tags.from(ResourceType.IMAGE, tags))));
  }

  /** Returns why an image of another region may not be copied to this one, if it may not. */
  public Optional<EnvironmentException> copy(String sourceRegion, String sourceId) {
    return refusal(
        "ec2:CopyImage",
        () ->
            ec2.copyImage(
                r ->
                    r.dryRun(true)
                        .name(NAME)
                        .sourceRegion(sourceRegion)
                        .sourceImageId(sourceId)
                        .tagSpecifications(
                            Tags.from(ResourceType.IMAGE, tags),
                            Tags.from(ResourceType.SNAPSHOT, tags))));
  }

  // Whatever else EC2 says of a call that is not meant is no refusal of the one that will be.
  private Optional<EnvironmentException> refusal(String action, Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (SdkException e) {
      return DENIED.contains(AwsErrors.code(e))
          ? Optional.of(calls.failure(action, e))
          : Optional.empty();
    }
  }
}
