package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.process.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine of a guest that needs no Xen: a PC with a BIOS, its console on the first serial port.
 *
 * @param machine the guest's machine
 * @param directory where its sockets and its log are
 * @param boot the words that name what it boots
 * @param disks its disks, the one to boot first
 * @param accelerator what executes it
 * @param root whether the harness runs as root
 */
record QemuCommand(
    Machine machine,
    Path directory,
    List<String> boot,
    List<QemuDisk> disks,
    Accelerator accelerator,
    boolean root) {

  /** The port where QEMU's BIOS tells what it does. */
  private static final String FIRMWARE_PORT = "0x402";

  /** Copies the lists. */
  QemuCommand {
    boot = List.copyOf(boot);
    disks = List.copyOf(disks);
  }

  /** Tells whether UEFI starts it, which tells of that on the console. */
  boolean hasUefi() {
    return boot.stream().anyMatch(word -> word.startsWith(UefiWords.FLASH));
  }

  Path controlSocket() {
    return directory.resolve("qmp");
  }

  Path consoleSocket() {
    return directory.resolve("console");
  }

  Path firmwareSocket() {
    return directory.resolve("firmware");
  }

  /** Returns the file where QEMU keeps the processor's state at each reset. */
  Path resetLog() {
    return directory.resolve("resets.log");
  }

  List<UserNetwork> networks() {
    return UserNetwork.of(machine.networks(), directory);
  }

  Command command() {
    List<String> words = Qemu.confined(root);
    // stopped until all that listens is connected; stopped again, not gone, at the guest's end
    words.addAll(List.of("-S", "-no-shutdown"));
    // the machine that old unikernels know: its virtio devices are of both generations
    words.addAll(List.of("-machine", "pc", "-accel", accelerator.id()));
    words.addAll(List.of("-cpu", accelerator == Accelerator.KVM ? "host" : "max"));
    words.addAll(List.of("-smp", Integer.toString(machine.vcpus())));
    words.addAll(List.of("-m", Integer.toString(machine.memory())));
    words.addAll(boot);
    words.addAll(Qmp.words(controlSocket()));
    words.addAll(chardev("console", consoleSocket()));
    words.addAll(List.of("-serial", "chardev:console"));
    words.addAll(chardev("firmware", firmwareSocket()));
    words.addAll(List.of("-device", "isa-debugcon,iobase=" + FIRMWARE_PORT + ",chardev=firmware"));
    words.addAll(List.of("-device", "isa-debug-exit", "-device", "pvpanic"));
    words.addAll(List.of("-d", "cpu_reset", "-D", resetLog().toString()));
    disks.forEach(disk -> words.addAll(disk.words()));
    networks().forEach(network -> words.addAll(network.words(nic(), network.guestMac())));
    return new Command(words);
  }

  private String nic() {
    return switch (machine.model().nicInQemu()) {
      case VIRTIO -> "virtio-net-pci";
      case E1000 -> "e1000";
      case E1000E -> "e1000e";
    };
  }

  private static List<String> chardev(String id, Path socket) {
    return List.of(
        "-chardev", "socket,id=" + id + ",server=off,path=" + socket.toString().replace(",", ",,"));
  }
}
