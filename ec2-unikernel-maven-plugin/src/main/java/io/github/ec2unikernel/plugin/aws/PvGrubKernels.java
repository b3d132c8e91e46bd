package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;

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
    return usable(PATTERN)
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

  /** Returns the region's kernel of that name, if it has it. */
  public Optional<PvGrubKernel> named(String name) {
    return usable(name).findFirst();
  }

  /**
   * Returns the kernel of an id that somebody named.
   *
   * @throws InputException if it isn't there, or is no x86-64 PV-GRUB
   */
  public PvGrubKernel byId(String id) {
    Image image = find(id).orElseThrow(() -> refused(id, "is not in " + region));
    if (image.imageType() != ImageTypeValues.KERNEL) {
      throw refused(id, "is no kernel but of type " + image.imageTypeAsString());
    }
    if (image.architecture() != ArchitectureValues.X86_64) {
      throw refused(id, "is for " + image.architectureAsString() + " and not x86_64");
    }
    return PvGrubKernel.asked(id, image.name())
        .orElseThrow(() -> refused(id, "is '" + image.name() + "' and no PV-GRUB"));
  }

  /** Returns whether the region has a kernel of that id and name. */
  public boolean has(String id, String name) {
    return find(id).filter(image -> name.equals(image.name())).isPresent();
  }

  private Optional<Image> find(String id) {
    // By a filter: asked by id, EC2 refuses what it does not know, and what is no id.
    Filter filter = Filter.builder().name("image-id").values(id).build();
    return describe(filter).stream().findFirst();
  }

  private Stream<PvGrubKernel> usable(String name) {
    return describe(Filter.builder().name("name").values(name).build()).stream()
        .filter(image -> image.architecture() == ArchitectureValues.X86_64)
        .flatMap(image -> PvGrubKernel.parse(image.imageId(), image.name()).stream());
  }

  private List<Image> describe(Filter filter) {
    return calls.run(
        "ec2:DescribeImages",
        () ->
            ec2.describeImages(
                    // Public images of before 2017 may be deprecated, and hidden for that.
                    request -> request.owners("amazon").filters(filter).includeDeprecated(true))
                .images());
  }

  private static InputException refused(String id, String why) {
    return new InputException(
        "The kernel '" + id + "' can't boot the machine image: it " + why + ".",
        "Leave <aws><kernelId> out to have Amazon's newest PV-GRUB, or name one that the region has"
            + " (aws ec2 describe-images --owners amazon --filters 'Name=name,Values=pv-grub-*').");
  }
}
