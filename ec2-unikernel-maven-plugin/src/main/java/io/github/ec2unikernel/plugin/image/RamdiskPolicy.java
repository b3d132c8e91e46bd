package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;

/** Decides how a kernel gets its modules. */
public final class RamdiskPolicy {

  private RamdiskPolicy() {}

  /**
   * Returns what the request says, and otherwise what the kernel understands: Linux takes an
   * initrd, all others a list of modules.
   *
   * @throws InputException if PV-GRUB can't hand the modules over so, or the kernel does not
   *     understand it
   */
  public static RamdiskMode choose(KernelRequest request, Kernel kernel) {
    boolean linux = !kernel.takesModuleList();
    RamdiskMode mode = request.ramdiskMode();
    if (mode == null) {
      mode = linux ? RamdiskMode.INITRD : RamdiskMode.MODULE;
    }
    if (mode == RamdiskMode.INITRD && request.modules().size() > 1) {
      throw new InputException(
          "The kernel %s takes an initrd, and <modules> has %d files: PV-GRUB hands one over."
              .formatted(request.file(), request.modules().size()),
          linux
              ? "Join them into one file; Linux unpacks cpio archives that follow one another."
              : "Give one file, or set <ramdiskMode>module</ramdiskMode>.");
    }
    if (mode == RamdiskMode.MODULE && linux && !request.modules().isEmpty()) {
      throw new InputException(
          "<ramdiskMode> is 'module', but the kernel %s is Linux, which takes PV-GRUB's list of modules for a damaged initrd."
              .formatted(request.file()),
          "Leave <ramdiskMode> out, or set it to initrd.");
    }
    return mode;
  }
}
