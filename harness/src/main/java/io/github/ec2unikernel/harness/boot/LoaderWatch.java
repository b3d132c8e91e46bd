package io.github.ec2unikernel.harness.boot;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the boot loader prints, to tell when it gives up. One that the hypervisor has loaded
 * is heard until it hands over; of one that firmware started on the disk nobody tells that, so
 * there it is the first line of another kind that comes from the kernel.
 */
final class LoaderWatch {

  /** GRUB sits in its menu for ever after an error; the guest may print such a line early, too. */
  private static final Duration FOR_THE_KERNEL = Duration.ofSeconds(3);

  private static final Pattern FAILS =
      Pattern.compile("^(error: |pvgrub: (no menu|menu.lst has no entry|.* can't be loaded))");

  /** GRUB 2 gets over many errors, a missing font's for one, and its kernel may be silent. */
  private static final Pattern FAILS_ON_DISK =
      Pattern.compile(
          "^error: (file [`'](?!\\S*/grub/)\\S+ not found|no multiboot header|unsupported multiboot"
              + "|you need to load the kernel first|out of memory|unknown filesystem"
              + "|no such partition|no such disk|disk [`']\\S+ not found|invalid arch-|premature end"
              + "|attempt to |can't find command|not an? .*kernel|.*(corrupt|checksum|gzip))"
              + "|^ec2-unikernel: .* can't be loaded|^pvh-stub: (?!entering the kernel|there is no Xen)");

  private static final Pattern GOES_ON =
      Pattern.compile("^pvgrub: next is fallback entry |^ec2-unikernel: booting entry ");

  /** Lines of firmware, of GRUB 2 with its menu, and of what it starts before the kernel. */
  private static final Pattern NO_KERNELS =
      Pattern.compile(
          "^\\s*$|^error: |^ec2-unikernel: |^BdsDxe: |^pvh-stub: |^\\(XEN\\) |^Welcome to GRUB|^GRUB loading|^\\s*GNU GRUB  version"
              + "|^\\s*Booting [`'\"]|^\\s*Falling back to|^Loading |^Press any key to continue"
              + "|^WARNING: no console will be available to OS|^\\s*[|/\\\\+]"
              + "|^\\s*(Use the|Press enter|before booting|The highlighted entry|command-line)");

  private @Nullable Duration failed;
  private String said = "";
  private boolean onDisk;
  private boolean over;

  /** Firmware started the boot loader on the disk. */
  void startedByFirmware() {
    onDisk = true;
  }

  /** The hypervisor tells that the kernel has the machine. */
  void handedOver() {
    over = !onDisk;
  }

  /**
   * Takes a line of the console.
   *
   * @return whether it is the first of the kernel
   */
  boolean line(String line, Duration now) {
    if (over) {
      return false;
    }
    if (onDisk && !NO_KERNELS.matcher(line).find()) {
      over = true;
      failed = null;
      said = "";
      return true;
    }
    if (failed == null && (onDisk ? FAILS_ON_DISK : FAILS).matcher(line).find()) {
      said = line;
      failed = now;
    } else if (GOES_ON.matcher(line).find()) {
      failed = null;
    }
    return false;
  }

  /** Tells whether the kernel is known to have the machine. */
  boolean isOver() {
    return over;
  }

  /** Tells whether it failed and nothing is known of a kernel. */
  boolean hasFailed() {
    return failed != null && !over;
  }

  /** Tells whether the boot loader failed so long ago that no kernel comes any more. */
  boolean hasGivenUp(Duration now) {
    return failed != null && !over && now.minus(failed).compareTo(FOR_THE_KERNEL) > 0;
  }

  /** Returns the first line that it said of its failure, if it said any. */
  Optional<String> said() {
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }
}
