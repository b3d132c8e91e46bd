package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.nio.file.Path;

/** Makes one of the things that the cache keeps, from packages. */
@FunctionalInterface
interface PartBuilder {

  /**
   * Fills {@code target} with it and a file {@code packages}, the list of what it was made from.
   *
   * @param work an empty folder for downloads and unpacked packages, about 600 MB
   */
  void build(Path work, Path target, ApplianceListener listener) throws IOException;
}
