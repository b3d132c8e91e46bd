package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import java.util.List;

/** Finds the kernel that a disk boots by itself, for goals that take but one. */
final class DefaultKernel {

  private DefaultKernel() {}

  /**
   * Returns the kernel of the default entry.
   *
   * @throws InputException if no kernel has the number or title that it is given by
   */
  static KernelRequest of(ImageRequest request) {
    List<KernelRequest> kernels = request.kernels();
    String entry = request.menu().defaultEntry();
    for (int number = 0; number < kernels.size(); number++) {
      KernelRequest kernel = kernels.get(number);
      if (entry == null || entry.equals(Integer.toString(number)) || entry.equals(kernel.title())) {
        return kernel;
      }
    }
    throw new InputException(
        "<default> is '" + entry + "', and no kernel has that number or title",
        "Give a number from 0 to " + (kernels.size() - 1) + ", or a kernel's title.");
  }
}
