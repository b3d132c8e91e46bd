package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import org.jspecify.annotations.Nullable;

/** Looks a region's PV-GRUB up once: over all of Amazon's images that takes AWS a second. */
final class KernelLookup {

  private final AwsConnection aws;
  private @Nullable PvGrubKernel found;

  KernelLookup(AwsConnection aws) {
    this.aws = aws;
  }

  AwsConnection aws() {
    return aws;
  }

  /**
   * Returns the newest one.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the region has none
   */
  PvGrubKernel newest() {
    PvGrubKernel known = found == null ? aws.kernels().newest() : found;
    found = known;
    return known;
  }

  /** Returns the id of the newest one, or what no kernel has. */
  String idOrNone() {
    return found == null ? "aki-00000000" : found.id();
  }
}
