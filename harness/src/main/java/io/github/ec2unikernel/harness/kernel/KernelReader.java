package io.github.ec2unikernel.harness.kernel;

import java.nio.file.Path;

/** Reads a kernel as far as it says what it boots on, and refuses what PV-GRUB does not boot. */
public final class KernelReader {

  private KernelReader() {}

  /**
   * Reads a 64-bit Xen PV kernel, compressed or not; the file may hold anything.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the file is no such kernel; the
   *     message says what it is, or names the offset and field that is wrong
   */
  public static Kernel read(Path file) {
    return Triage.of(file).kernel();
  }

  /**
   * Reads a 64-bit Xen PV kernel from any source; {@code name}, which may hold any characters,
   * stands for it in messages. The result has no {@code file}.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it is no such kernel
   * @throws java.io.UncheckedIOException with the source's own exception, if it can't be read: its
   *     disk is at fault, not the kernel
   */
  public static Kernel read(ByteSource source, String name) {
    return Triage.of(source, name).kernel();
  }
}
