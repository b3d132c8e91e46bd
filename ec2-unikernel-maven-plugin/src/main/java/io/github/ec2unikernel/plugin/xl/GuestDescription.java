package io.github.ec2unikernel.plugin.xl;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PV guest of Xen.
 *
 * @param name its name on the host
 * @param kernel the unikernel
 * @param ramdisk what it gets beside the kernel, as it is, or null
 * @param arguments its arguments, or empty
 * @param memory its memory in MiB
 * @param vcpus its virtual CPUs
 * @param disks its disks
 * @param bridges for each of its network interfaces, the bridge of the host that it is put on
 */
public record GuestDescription(
    String name,
    Path kernel,
    @Nullable Path ramdisk,
    String arguments,
    int memory,
    int vcpus,
    List<GuestDisk> disks,
    List<String> bridges) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** What Linux takes as an interface's name, but for the comma, which ends it in a vif line. */
  private static final Pattern BRIDGE = Pattern.compile("[^\\s/,\\p{Cntrl}]{1,15}");

  /** Copies the lists and throws {@link InputException} for a value that no configuration holds. */
  public GuestDescription {
    disks = List.copyOf(disks);
    bridges = List.copyOf(bridges);
    if (name.isBlank() || name.contains("/")) {
      throw new InputException(
          "the guest's name is '" + name + "', and Xen names a log file after it",
          "Give <finalName> without slashes.");
    }
    for (String bridge : bridges) {
      if (!BRIDGE.matcher(bridge).matches()) {
        throw new InputException(
            "<xl><bridges> names '" + bridge + "', and Linux has no bridge of such a name",
            "Give the bridge's name as `ip link` shows it, such as xenbr0.");
      }
    }
    Stream<String> texts =
        Stream.of(name, arguments, kernel.toString(), ramdisk == null ? "" : ramdisk.toString());
    texts.forEach(GuestDescription::requireOneLine);
    disks.forEach(disk -> requireOneLine(disk.file().toString()));
  }

  private static void requireOneLine(String text) {
    if (CONTROL.matcher(text).find()) {
      throw new InputException(
          "'" + text + "' has a control character, which xl does not take",
          "Take the line end or tab out of it.");
    }
  }
}
