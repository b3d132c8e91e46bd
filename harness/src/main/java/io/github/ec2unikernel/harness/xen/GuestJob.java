package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What dom0 is asked to run, in two parts, as a machine can be saved between them and be restored
 * for other runs of the same guest.
 *
 * @param build what the guest is built from: lines of {@code key=value}, ended by {@code build}
 * @param store keys and values for the guest's folder in Xen's store
 */
record GuestJob(String build, Map<String, String> store) {

  /** Keeps the keys in their order. */
  GuestJob {
    store = Collections.unmodifiableMap(new LinkedHashMap<>(store));
  }

  /**
   * Returns what is asked once the guest is built: lines of {@code key=value}, ended by {@code go}.
   *
   * @param now the time to which dom0 sets its clock
   */
  String start(Instant now) {
    StringBuilder text = new StringBuilder();
    line(text, "time", Long.toString(now.getEpochSecond()));
    store.forEach((key, value) -> line(text, "store", key + " " + escaped(value)));
    return text.append("go\n").toString();
  }

  /** Writes a value as xenstore-write reads it, which also keeps it on its line. */
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  /**
   * Writes the job for a machine.
   *
   * @param entry what the disk boots; pvgrub reads most of it by itself
   */
  static GuestJob of(Machine machine, Loader loader, BootEntry entry) {
    StringBuilder text = begun(machine, loader.id());
    line(text, "root", Integer.toString(GuestDisks.rootNumber(machine)));
    if (loader == Loader.PVGRUB && !entry.modules().isEmpty()) {
      line(text, "grub", "pvgrub-modules");
    }
    if (loader == Loader.LIBXL) {
      line(text, "partition", Integer.toString(entry.partition()));
      line(text, "kernel", entry.kernel());
      line(text, "ramdisk", entry.initrd());
      String arguments = machine.arguments();
      line(text, "args", arguments == null ? entry.arguments() : arguments);
    }
    return built(text, machine.store());
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
    return built(text, machine.store());
  }

  /**
   * Writes the job for a machine that starts with the boot code on its root disk.
   *
   * @param controller xl's name of what the BIOS finds the disks at
   * @param listensToXen whether the kernel takes what is typed from Xen's console, and not from the
   *     serial port
   */
  static GuestJob ofBios(Machine machine, String controller, boolean listensToXen) {
    StringBuilder text = begun(machine, "bios");
    line(text, "hdtype", controller);
    line(text, "input", listensToXen ? "xen" : "serial");
    return built(text, machine.store());
  }

  private static StringBuilder begun(Machine machine, String loader) {
    StringBuilder text = new StringBuilder();
    line(text, "loader", loader);
    GuestType type = machine.type();
    line(text, "type", (type == null ? GuestType.PV : type).id());
    line(text, "memory", Integer.toString(machine.memory()));
    line(text, "vcpus", Integer.toString(machine.vcpus()));
    Set<String> readOnly = GuestDisks.readOnly(machine);
    GuestDisks.files(machine)
        .keySet()
        .forEach(name -> line(text, "disk", name + (readOnly.contains(name) ? ",r" : ",w")));
    for (Interface each : Interface.of(machine.networks())) {
      bridge(text, each.bridge(), each);
      // as on EC2, an HVM guest has no emulated interface beside
      String pv = type == GuestType.HVM ? ",type=vif" : "";
      line(text, "vif", "bridge=" + each.bridge() + ",mac=" + each.mac() + pv);
    }
    return text;
  }

  /**
   * Writes the job for a configuration of xl.
   *
   * @param config the configuration's absolute path
   * @param disks the absolute paths that the configuration knows its disks by, by drive
   * @param bridges the bridges that it puts interfaces on
   * @param networks where the first of the bridges lead; the others lead nowhere
   */
  static GuestJob of(
      Path config, Map<String, Path> disks, Collection<String> bridges, List<Network> networks) {
    StringBuilder text = new StringBuilder();
    line(text, "loader", "xl");
    line(text, "config", config.toString());
    disks.forEach((drive, path) -> line(text, "link", drive + " " + path));
    Iterator<Interface> interfaces = Interface.of(networks).iterator();
    for (String bridge : bridges) {
      bridge(text, bridge, interfaces.hasNext() ? interfaces.next() : null);
    }
    return built(text, Map.of());
  }

  private static void bridge(StringBuilder text, String name, @Nullable Interface leading) {
    line(text, "bridge", leading == null ? name : name + " " + leading.uplink());
  }

  private static GuestJob built(StringBuilder text, Map<String, String> store) {
    return new GuestJob(text.append("build\n").toString(), store);
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append('=').append(value).append('\n');
  }
}
