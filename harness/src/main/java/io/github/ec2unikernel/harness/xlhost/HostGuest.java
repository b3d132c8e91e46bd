package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.disk.BootDisk;
import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.KernelType;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.xen.Drive;
import io.github.ec2unikernel.harness.xen.GuestDisks;
import io.github.ec2unikernel.harness.xl.XlGuest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A guest as its host gets it.
 *
 * @param files what it needs there
 * @param config its configuration for xl, of files in {@link #FOLDER}
 * @param root the number of the disk that a boot loader in the guest reads; null without a loader
 * @param store keys and values for its folder in Xen's store
 */
record HostGuest(
    List<HostFile> files, String config, @Nullable Integer root, Map<String, String> store) {

  /** What stands in a configuration for the guest's folder on its host. */
  static final String FOLDER = "@folder@";

  private static final String KERNEL = "kernel";
  private static final String RAMDISK = "ramdisk";

  /** Copies the list. */
  HostGuest {
    files = List.copyOf(files);
  }

  /**
   * Returns a disk's guest.
   *
   * @param grub gives GRUB for Xen, which only some guests need
   * @param bridge the host's bridge; null if there is none
   * @param scratch a folder for files that are made for it
   */
  static HostGuest of(
      Guest.OfDisk guest, Supplier<Appliance> grub, @Nullable String bridge, Path scratch)
      throws IOException {
    Machine machine = guest.machine();
    BootEntry entry = guest.entry();
    List<HostFile> files = new ArrayList<>();
    String arguments = "";
    if (guest.loader() == Loader.PVGRUB) {
      files.add(new HostFile(KERNEL, grub.get().grub(!entry.modules().isEmpty())));
    } else {
      Path disk = machine.source().file();
      Path kernel = scratch.resolve(KERNEL);
      BootDisk.extract(disk, entry.partition(), entry.kernel(), kernel);
      files.add(new HostFile(KERNEL, kernel));
      if (!entry.initrd().isEmpty()) {
        Path ramdisk = scratch.resolve(RAMDISK);
        BootDisk.extract(disk, entry.partition(), entry.initrd(), ramdisk);
        files.add(new HostFile(RAMDISK, ramdisk));
      }
      String others = machine.arguments();
      arguments = others == null ? entry.arguments() : others;
    }
    GuestType type = machine.type();
    return of(
        machine.withType(type == null ? GuestType.PV : type),
        files,
        arguments,
        bridge,
        guest.hasLoader() ? GuestDisks.rootNumber(machine) : null);
  }

  /** Returns a kernel's guest. */
  static HostGuest of(Guest.OfKernel guest, @Nullable String bridge) throws IOException {
    Machine machine = guest.machine();
    List<HostFile> files = new ArrayList<>();
    files.add(new HostFile(KERNEL, machine.source().file()));
    for (Path module : ((Source.Kernel) machine.source()).modules()) {
      files.add(new HostFile(RAMDISK, module));
    }
    String arguments = machine.arguments();
    return of(
        machine.withType(KernelType.of(guest)),
        files,
        arguments == null ? "" : arguments,
        bridge,
        null);
  }

  private static HostGuest of(
      Machine machine,
      List<HostFile> files,
      String arguments,
      @Nullable String bridge,
      @Nullable Integer root)
      throws IOException {
    List<HostFile> all = new ArrayList<>(files);
    List<XlGuest.Disk> disks = new ArrayList<>();
    for (Drive drive : GuestDisks.drives(machine)) {
      String name = "disk-" + drive.name();
      all.add(new HostFile(name, drive.file(), drive.size()));
      boolean readOnly = GuestDisks.readOnly(machine).contains(drive.name());
      disks.add(new XlGuest.Disk(drive.name(), FOLDER + "/" + name, readOnly));
    }
    List<XlGuest.Interface> interfaces = new ArrayList<>();
    if (bridge != null) {
      // other guests may be on the host's bridge, so the addresses are new ones, from Xen's range
      int first = ThreadLocalRandom.current().nextInt(1 << 24);
      for (int i = 0; i < machine.networks().size(); i++) {
        interfaces.add(new XlGuest.Interface(bridge, mac(first + i)));
      }
    }
    boolean ramdisk = files.stream().anyMatch(each -> each.name().equals(RAMDISK));
    GuestType type = machine.type();
    XlGuest guest =
        new XlGuest(
            type == null ? GuestType.PV : type,
            FOLDER + "/" + KERNEL,
            ramdisk ? FOLDER + "/" + RAMDISK : "",
            arguments,
            machine.memory(),
            machine.vcpus(),
            disks,
            interfaces);
    return new HostGuest(all, guest.text(), root, machine.store());
  }

  private static String mac(int number) {
    return "00:16:3e:%02x:%02x:%02x"
        .formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
  }
}
