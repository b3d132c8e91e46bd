package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Multiboot;
import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.GrubArguments;
import io.github.ec2unikernel.plugin.menu.GrubLoad;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What GRUB 2 loads for a kernel.
 *
 * @param way by which way
 * @param kernel the kernel as it was read
 * @param request how it is to be booted
 * @param uefi whether the disk starts by UEFI as well
 * @param listener hears of arguments that the kernel does not get as they are
 */
record HvmEntry(
    BootWay way, Triage kernel, KernelRequest request, boolean uefi, ImageListener listener) {

  /** Where Xen's PV shim lies, compressed. */
  static final String SHIM = "/boot/xen-shim.gz";

  /** Where the multiboot kernel lies that enters PVH kernels. */
  static final String PVH_STUB = "/boot/pvh-stub.elf";

  /** The shim's console is the PV one, where Xen below it shows it, and its guest's as well. */
  private static final String SHIM_ARGUMENTS = "pv-shim console=xen,pv";

  /** What Xen takes of a first domain's command line, in bytes, without the zero at its end. */
  private static final int MOST_SHIM_ARGUMENTS = 1023;

  /**
   * Returns the loads in their order.
   *
   * @param path the kernel's path on the disk
   * @param modules its modules' paths
   * @throws InputException if GRUB can't hand something over
   */
  List<GrubLoad> loads(String path, List<String> modules) {
    requireModules();
    GrubArguments arguments = new GrubArguments(text(path), way == BootWay.PVH);
    requireLength(arguments);
    if (!arguments.isExact()) {
      listener.argumentsChanged(request.file(), arguments.received());
    }
    List<GrubLoad> loads = new ArrayList<>();
    String module = "module";
    switch (way) {
      case SHIM -> {
        module = "module2";
        loads.add(new GrubLoad("multiboot2", SHIM, new GrubArguments(SHIM_ARGUMENTS)));
        loads.add(new GrubLoad(module, path, arguments));
      }
      case PVH -> {
        loads.add(GrubLoad.of("multiboot", PVH_STUB));
        loads.add(new GrubLoad(module, path, arguments));
      }
      default -> {
        boolean first = takesFirstVersion();
        module = first ? "module" : "module2";
        loads.add(new GrubLoad(first ? "multiboot" : "multiboot2", path, arguments));
      }
    }
    for (String each : modules) {
      loads.add(GrubLoad.asItIs(module, each));
    }
    return loads;
  }

  /**
   * Where there is a choice, the first version, with which more kernels were tried; under UEFI the
   * second, as the first tells nothing of ACPI and of memory above a hole.
   */
  private boolean takesFirstVersion() {
    List<Integer> versions = kernel.multiboot().stream().map(Multiboot::version).toList();
    return versions.contains(1) && !(uefi && versions.contains(2));
  }

  /** Xen takes one module beside a kernel, for its initrd; multiboot knows lists of them only. */
  private void requireModules() {
    RamdiskMode mode = request.ramdiskMode();
    List<Path> modules = request.modules();
    if (way != BootWay.SHIM) {
      if (mode == RamdiskMode.INITRD) {
        throw new InputException(
            "<ramdiskMode> is 'initrd', and by %s modules are handed over as a list"
                .formatted(way.id()),
            "Leave <ramdiskMode> out.");
      }
    } else if (modules.size() > 1) {
      throw new InputException(
          "<modules> has %d files, and the shim hands one over".formatted(modules.size()),
          "Join them into one file, or choose another <bootWay>.");
    } else if (mode == RamdiskMode.MODULE) {
      throw new InputException(
          "<ramdiskMode> is 'module', and the shim hands a plain ramdisk over",
          "Leave <ramdiskMode> out, or choose another <bootWay>.");
    } else if (mode == null
        && !modules.isEmpty()
        && kernel.producer().name() != Producer.Name.LINUX) {
      listener.ramdiskPlain(request.file(), modules.get(0));
    }
  }

  /** The shim copies them into 1024 bytes, cuts what is longer, and says nothing. */
  private void requireLength(GrubArguments arguments) {
    int length = arguments.received().getBytes(StandardCharsets.UTF_8).length;
    if (way == BootWay.SHIM && length > MOST_SHIM_ARGUMENTS) {
      throw new InputException(
          "<kernelArgs> of %s has %d bytes as GRUB hands it over, and the shim passes on the first %d"
              .formatted(request.file(), length, MOST_SHIM_ARGUMENTS),
          "Give shorter arguments, put them into a file of <modules>, or choose another <bootWay>.");
    }
  }

  /**
   * Solo5 passes over the first word, which all loaders but GRUB 2 make the kernel's name; the shim
   * passes over blanks before the first word.
   */
  private String text(String path) {
    String arguments = request.arguments();
    if (way == BootWay.MULTIBOOT && kernel.solo5() != null) {
      return (path + " " + arguments).strip();
    }
    if (way == BootWay.SHIM && arguments.startsWith(" ")) {
      listener.blanksDropped(request.file());
      return arguments.replaceFirst("^ +", "");
    }
    return arguments;
  }
}
