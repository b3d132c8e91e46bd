package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;

/** Looks up Amazon's PV-GRUB kernels; a table of ids is never trusted. */
public final class PvGrubKernels {

  private static final String PATTERN = "pv-grub-hd0_*-x86_64.gz";

  private final Ec2Client ec2;
  private final AwsCalls calls;
  private final String region;

  PvGrubKernels(Ec2Client ec2, AwsCalls calls, String region) {
    this.ec2 = ec2;
    this.calls = calls;
    this.region = region;
  }

  /** Returns what speaks against using the region's kernels, if anything does. */
  public Optional<String> objection() {
    return PvRegions.hasKernelsOnly(region)
        ? Optional.of(
            "The region "
                + region
                + " has PV-GRUB but no PV instances: the machine image won't start there. Choose"
                + " one with -Dunikernel.aws.region: "
                + PvRegions.words()
                + ".")
        : Optional.empty();
  }

  /**
   * Returns the newest x86-64 PV-GRUB of the region that reads partitions.
   *
   * @throws EnvironmentException if the region has none
   */
  public PvGrubKernel newest() {
    Filter name = Filter.builder().name("name").values(PATTERN).build();
    List<Image> found =
        calls.run(
            "ec2:DescribeImages",
            () ->
                ec2.describeImages(
                        // Public images of before 2017 may be deprecated, and hidden for that.
                        request -> request.owners("amazon").filters(name).includeDeprecated(true))
                    .images());
    return found.stream()
        .filter(image -> image.architecture() == ArchitectureValues.X86_64)
        .flatMap(image -> PvGrubKernel.parse(image.imageId(), image.name()).stream())
        .max(PvGrubKernel.byVersion())
        .orElseThrow(
            () ->
                new EnvironmentException(
                    "The region "
                        + region
                        + " has no PV-GRUB kernel of 1.04 or newer ("
                        + PATTERN
                        + "), so it runs no PV machine image.",
                    "Choose a region that has, with -Dunikernel.aws.region: "
                        + PvRegions.words()
                        + "."));
  }
}
