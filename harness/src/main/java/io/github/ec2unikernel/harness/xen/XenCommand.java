package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.Qemu;
import io.github.ec2unikernel.harness.qemu.Qmp;
import io.github.ec2unikernel.harness.qemu.UserNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The QEMU machine that runs Xen.
 *
 * @param appliance what it boots
 * @param directory where its sockets and its log are
 * @param disks the guest's disks, qcow2 files by the names that the guest gets them under
 * @param guestMemory the guest's memory in MiB
 * @param dom0Memory what dom0 has beside its usual memory, in MiB
 * @param networks the guest's networks
 * @param accelerator what executes it
 * @param root whether the harness runs as root
 */
record XenCommand(
    Appliance appliance,
    Path directory,
    Map<String, Path> disks,
    int guestMemory,
    int dom0Memory,
    List<UserNetwork> networks,
    Accelerator accelerator,
    boolean root) {

  /** Keeps the disks in their order. */
  XenCommand {
    networks = List.copyOf(networks);
    disks = Collections.unmodifiableMap(new LinkedHashMap<>(disks));
  }

  /** It boots with 140 MiB and panics with 128; the rest is margin, in MiB. */
  private static final int DOM0_MEMORY = 192;

  /** What Xen takes for itself and for page tables, in MiB and as a part of the guest's memory. */
  private static final int XEN_MEMORY = 128;

  private static final int XEN_SHARE = 64;

  private static final String DISK = "virtio-blk-pci";

  /**
   * Xen restores a domain's vector registers when it first uses them, which it is told of by a bit
   * that QEMU's XSAVE and XRSTOR pass over: programs of dom0 then had the registers of others, and
   * died while a busy guest ran.
   */
  private static final String XEN_ARGUMENTS = "console=com1 com1=115200,8n1 spec-ctrl=eager-fpu";

  /** What can be left out of Linux's start; together more than a second under emulation. */
  private static final String DOM0_ARGUMENTS =
      "console=hvc0 quiet mitigations=off rodata=off swiotlb=1024 init_on_alloc=0"
          + " cryptomgr.notests noreplace-paravirt noreplace-smp pci=nommconf ipv6.disable=1";

  Path controlSocket() {
    return directory.resolve("control");
  }

  Path consoleSocket() {
    return directory.resolve("console");
  }

  Path qmpSocket() {
    return directory.resolve("qmp");
  }

  Path log() {
    return directory.resolve("xen.log");
  }

  Command command(Startup startup) {
    List<String> words = new ArrayList<>(startup.opening());
    words.addAll(Qemu.confined(root));
    words.addAll(startup.machine(memory()));
    words.addAll(List.of("-accel", accelerator.id(), "-cpu", Qemu.CPU, "-smp", "1"));
    words.addAll(List.of("-m", Integer.toString(memory())));
    words.addAll(startup.files());
    if (startup.from() == null) {
      words.addAll(kernels());
    }
    words.addAll(List.of("-serial", "file:" + log()));
    words.addAll(devices());
    words.addAll(channel("control", controlSocket()));
    words.addAll(channel("console", consoleSocket()));
    words.addAll(Qmp.words(qmpSocket()));
    return new Command(words);
  }

  private List<String> kernels() {
    return List.of(
        "-kernel",
        appliance.xen().toString(),
        "-append",
        xenArguments(),
        "-initrd",
        escaped(appliance.kernel()) + " " + DOM0_ARGUMENTS + "," + escaped(appliance.initramfs()));
  }

  private String xenArguments() {
    return XEN_ARGUMENTS + " dom0_mem=" + dom0() + "M,max:" + dom0() + "M";
  }

  private List<String> devices() {
    List<String> words = new ArrayList<>();
    disks.forEach((name, file) -> words.addAll(disk(name, file)));
    networks.forEach(each -> words.addAll(each.words(each.bridgedMac())));
    words.addAll(List.of("-device", "virtio-serial-pci"));
    return words;
  }

  /**
   * Returns all that a saved machine must have in common with this one, but for its guest: what
   * executes it, what was booted in it, and the kinds of its devices in their order. What is behind
   * a device, and a disk's name and size, may be others.
   */
  List<String> kind() throws IOException {
    List<String> kind = new ArrayList<>(Qemu.identity(accelerator));
    kind.addAll(List.of(Qemu.CPU, Integer.toString(memory()), xenArguments(), DOM0_ARGUMENTS));
    kind.add(appliance.directory().getFileName().toString());
    List<String> devices = devices();
    for (int i = 0; i < devices.size(); i++) {
      if (devices.get(i).equals("-device")) {
        String device = devices.get(i + 1);
        kind.add(device.startsWith(DISK) ? DISK : device);
      }
    }
    return kind;
  }

  /** Returns the memory of the machine in MiB. */
  int memory() {
    return dom0() + XEN_MEMORY + guestMemory + guestMemory / XEN_SHARE;
  }

  private int dom0() {
    return DOM0_MEMORY + dom0Memory;
  }

  /**
   * dom0 knows a disk by its serial number; Linux numbers them as it finds them. QEMU opens a file
   * that it may write to for writing at once, as it could not once it has given root up.
   */
  private static List<String> disk(String name, Path file) {
    return List.of(
        "-drive",
        "if=none,id=" + name + ",format=qcow2,auto-read-only=off,file=" + escaped(file),
        "-device",
        DISK + ",drive=" + name + ",serial=" + name);
  }

  private static List<String> channel(String name, Path socket) {
    return List.of(
        "-chardev",
        "socket,id=" + name + ",server=off,path=" + escaped(socket),
        "-device",
        "virtserialport,chardev=" + name + ",name=org.ec2unikernel." + name);
  }

  /** QEMU splits option values at commas; two of them stand for one. */
  static String escaped(Path path) {
    return path.toString().replace(",", ",,");
  }
}
