package io.github.ec2unikernel.harness.xl;

import io.github.ec2unikernel.harness.model.GuestType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A guest, as xl's configuration describes it. All paths are those of its host.
 *
 * @param type what kind of guest it is
 * @param kernel the kernel, or the boot loader that is started as one
 * @param ramdisk the ramdisk, or an empty string
 * @param arguments the kernel's arguments
 * @param memory in MiB
 * @param vcpus how many virtual CPUs
 * @param disks its disks
 * @param interfaces its network interfaces
 */
public record XlGuest(
    GuestType type,
    String kernel,
    String ramdisk,
    String arguments,
    int memory,
    int vcpus,
    List<Disk> disks,
    List<Interface> interfaces) {

  /**
   * A disk.
   *
   * @param name the guest's name for it, such as {@code xvda}
   * @param target a raw file or a block device
   * @param readOnly whether the guest may not write to it
   */
  public record Disk(String name, String target, boolean readOnly) {

    /** A target goes to the end of the specification, so that it may have commas. */
    private String text() {
      return "format=raw,vdev=%s,access=%s,target=%s".formatted(name, readOnly ? "r" : "w", target);
    }
  }

  /**
   * A network interface.
   *
   * @param bridge the host's bridge that it is on
   * @param mac its address
   */
  public record Interface(String bridge, String mac) {

    private String text() {
      return "bridge=" + bridge + ",mac=" + mac;
    }
  }

  /** Copies the lists. */
  public XlGuest {
    disks = List.copyOf(disks);
    interfaces = List.copyOf(interfaces);
  }

  /** Returns the configuration, without a name. */
  public String text() {
    List<String> lines = new ArrayList<>();
    // the shim is a kernel for a PVH guest, and has the PV guest inside
    lines.add("type=" + quoted(type == GuestType.SHIM ? GuestType.PVH.id() : type.id()));
    if (type == GuestType.SHIM) {
      lines.add("pvshim=1");
    }
    lines.add("kernel=" + quoted(kernel));
    if (!ramdisk.isEmpty()) {
      lines.add("ramdisk=" + quoted(ramdisk));
    }
    lines.add("cmdline=" + quoted(arguments));
    lines.add("memory=" + memory);
    lines.add("vcpus=" + vcpus);
    lines.add("disk=" + list(disks.stream().map(Disk::text).toList()));
    if (!interfaces.isEmpty()) {
      lines.add("vif=" + list(interfaces.stream().map(Interface::text).toList()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String list(List<String> members) {
    return members.stream().map(XlGuest::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /** xl ends a string at its quote, and reads backslashes as C does. */
  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
