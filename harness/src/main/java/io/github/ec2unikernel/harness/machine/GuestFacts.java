package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Lists what is known of a guest.
 *
 * @param machine the guest's machine
 */
record GuestFacts(Machine machine) {

  /** Returns what is known of one that boots from its disk. */
  List<Fact> ofDisk(Loader loader, BootEntry entry) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("disk", machine.source().file().toString()));
    facts.add(new Fact("menu", entry.menu()));
    facts.add(new Fact("kernel", entry.kernel()));
    addFiles(facts, entry.modules());
    facts.add(
        new Fact("arguments", Objects.requireNonNullElse(machine.arguments(), entry.arguments())));
    facts.add(new Fact("loader", loader.id()));
    addMachine(facts);
    return facts;
  }

  /** Returns what is known of one whose kernel is started directly. */
  List<Fact> ofKernel() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("kernel", machine.source().file().toString()));
    if (machine.source() instanceof Source.Kernel kernel) {
      addFiles(facts, kernel.modules().stream().map(Path::toString).toList());
    }
    facts.add(new Fact("arguments", Objects.requireNonNullElse(machine.arguments(), "")));
    addMachine(facts);
    return facts;
  }

  /** Returns what is known of one whose disk is started by firmware. */
  List<Fact> ofFirmware(Firmware firmware, BootWay way) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("disk", machine.source().file().toString()));
    facts.add(new Fact("firmware", firmware.name()));
    facts.add(new Fact("loader", loader(way)));
    Hypervisor hypervisor = machine.model().hypervisor();
    if (hypervisor != null) {
      facts.add(new Fact("meant for", hypervisor.text()));
    }
    addMachine(facts);
    return facts;
  }

  private static String loader(BootWay way) {
    return switch (way) {
      case MULTIBOOT -> "GRUB on the disk, multiboot";
      case SHIM -> "GRUB on the disk, Xen's PV shim";
      case PVH -> "GRUB on the disk, a stub for PVH";
      case DISK, PVGRUB -> "the disk's boot code";
    };
  }

  private static void addFiles(List<Fact> facts, List<String> modules) {
    if (!modules.isEmpty()) {
      facts.add(new Fact("modules", String.join(", ", modules)));
    }
  }

  private void addMachine(List<Fact> facts) {
    facts.add(new Fact("memory", machine.memory() + " MiB"));
    facts.add(new Fact("vcpus", Integer.toString(machine.vcpus())));
    for (Volume volume : machine.volumes()) {
      facts.add(new Fact("volume " + volume.device(), volume.file().toString()));
    }
    for (Network network : machine.networks()) {
      facts.add(new Fact("network " + machine.networks().indexOf(network), words(network)));
    }
  }

  private static String words(Network network) {
    String ports =
        network.forwards().stream()
            .map(GuestFacts::words)
            .collect(Collectors.joining(", ", ", ports ", ""));
    return "%s, host %s, guest %s%s"
        .formatted(
            network.subnet(),
            network.host(),
            network.guest(),
            network.forwards().isEmpty() ? "" : ports);
  }

  private static String words(PortForward forward) {
    return "%s/%d"
        .formatted(forward.protocol().name().toLowerCase(Locale.ROOT), forward.guestPort());
  }
}
