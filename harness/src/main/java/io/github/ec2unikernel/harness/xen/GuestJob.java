package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * What dom0 is asked to run.
 *
 * @param text lines of {@code key=value}, ended by {@code go}
 */
record GuestJob(String text) {

  /**
   * Writes the job for a machine.
   *
   * @param entry what the disk boots; pvgrub reads most of it by itself
   * @throws InputException if the loader can't hand over what the menu names
   */
  static GuestJob of(Machine machine, Loader loader, BootEntry entry) {
    StringBuilder text = begun(machine, loader.id());
    line(text, "root", Integer.toString(GuestDisks.rootNumber(machine)));
    if (loader == Loader.PVGRUB && !entry.modules().isEmpty()) {
      line(text, "grub", "pvgrub-modules");
    }
    if (loader == Loader.LIBXL) {
      if (!entry.modules().isEmpty()) {
        throw new InputException(
            "libxl can't hand over the modules "
                + entry.modules()
                + ": it knows one plain ramdisk, and PV-GRUB a list of modules",
            "Boot with <loader>pvgrub</loader>, which works for kernels with Xen ELF notes; a"
                + " kernel of the old style with modules can only be tried on EC2 itself"
                + " (unikernel.boot.skip).");
      }
      line(text, "partition", Integer.toString(entry.partition()));
      line(text, "kernel", entry.kernel());
      line(text, "ramdisk", entry.initrd());
      line(text, "args", entry.arguments());
    }
    return new GuestJob(text.append("go\n").toString());
  }

  /**
   * Writes the job for a kernel that dom0 has as a file.
   *
   * @param kernel its path in dom0
   * @param ramdisk the ramdisk's path there, or an empty string
   */
  static GuestJob of(Machine machine, String kernel, String ramdisk) {
    StringBuilder text = begun(machine, "kernel");
    line(text, "kernel", kernel);
    line(text, "ramdisk", ramdisk);
    String arguments = machine.arguments();
    line(text, "args", arguments == null ? "" : arguments);
    return new GuestJob(text.append("go\n").toString());
  }

  private static StringBuilder begun(Machine machine, String loader) {
    StringBuilder text = new StringBuilder();
    line(text, "loader", loader);
    line(text, "memory", Integer.toString(machine.memory()));
    line(text, "vcpus", Integer.toString(machine.vcpus()));
    GuestDisks.files(machine).keySet().forEach(name -> line(text, "disk", name));
    return text;
  }

  /**
   * Writes the job for a configuration of xl.
   *
   * @param config the configuration's absolute path
   * @param disks the absolute paths that the configuration knows its disks by, by drive
   * @param bridges the bridges that it puts interfaces on
   */
  static GuestJob of(Path config, Map<String, Path> disks, Collection<String> bridges) {
    StringBuilder text = new StringBuilder();
    line(text, "loader", "xl");
    line(text, "config", config.toString());
    disks.forEach((drive, path) -> line(text, "link", drive + " " + path));
    bridges.forEach(bridge -> line(text, "bridge", bridge));
    return new GuestJob(text.append("go\n").toString());
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append('=').append(value).append('\n');
  }
}
