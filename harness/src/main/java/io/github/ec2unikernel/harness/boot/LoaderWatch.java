package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final Pattern GOES_ON =
      Pattern.compile("^pvgrub: next is fallback entry |^ec2-unikernel: booting entry ");

  private final boolean present;
  private final @Nullable LoaderLines onDisk;
  private final boolean alone;
  private @Nullable Duration failed;
  private String said = "";
  private String error = "";
  private String begun = "";
  private Duration begunAt = Duration.ZERO;
  private boolean menu;
  private boolean jumped;
  private boolean over;

  private LoaderWatch(boolean present, @Nullable LoaderLines onDisk, boolean alone) {
    this.present = present;
    this.onDisk = onDisk;
    this.alone = alone;
  }

  /** Returns the one for a guest. */
  static LoaderWatch of(Guest guest) {
    if (guest instanceof Guest.OfFirmware disk) {
      return onDisk(disk.way(), disk.firmware());
    }
    return guest.hasLoader() ? ofHypervisor() : none();
  }

  /** Returns one where the kernel has the machine from the start. */
  static LoaderWatch none() {
    return new LoaderWatch(false, null, true);
  }

  /** Returns one for a boot loader whose end is an event. */
  static LoaderWatch ofHypervisor() {
    return new LoaderWatch(true, null, true);
  }

  /** Returns one for a boot loader on the disk. A BIOS leaves the serial port alone. */
  static LoaderWatch onDisk(BootWay way, Firmware firmware) {
    return new LoaderWatch(true, new LoaderLines(way), firmware == Firmware.BIOS);
  }

  /** Tells whether a boot loader in the guest comes before the kernel. */
  boolean isPresent() {
    return present;
  }

  /** Firmware started the boot loader on the disk. */
  void startedByFirmware() {
    jumped = true;
  }

  /** The hypervisor tells that the kernel has the machine. */
  void handedOver() {
    over = true;
  }

  /**
   * Takes a line of the console.
   *
   * @return whether it is the first of the kernel
   */
  boolean line(String line, Duration now) {
    begun = "";
    if (over) {
      return false;
    }
    menu = LoaderLines.showsMenu(line, menu);
    if (isKernels(line)) {
      return heard();
    }
    if (failed == null && fails(line)) {
      said = LoaderLines.isConsequence(line) ? (error + " " + line).strip() : line;
      failed = now;
    } else if (GOES_ON.matcher(line).find()) {
      failed = null;
      error = "";
    } else if (LoaderLines.isError(line)) {
      error = line;
    }
    return false;
  }

  /** That the firmware is done may be told later than what the kernel prints. */
  private boolean isKernels(String line) {
    return onDisk != null
        && (jumped || alone)
        && !onDisk.isLoaders(line)
        && !(menu && LoaderLines.isMenus(line));
  }

  private boolean fails(String line) {
    return onDisk == null ? FAILS.matcher(line).find() : LoaderLines.isFailure(line);
  }

  private boolean heard() {
    over = true;
    failed = null;
    said = "";
    error = "";
    return true;
  }

  /**
   * Takes a line that is not ended yet. A slow boot loader may pause in one of its own, so it is
   * the kernel's where it was expected, or stays as it is for long.
   *
   * @param expected whether it is what the kernel was to print
   * @return whether it is the first of the kernel
   */
  boolean partial(String line, boolean expected, Duration now) {
    if (!line.equals(begun)) {
      begun = line;
      begunAt = now;
    }
    if (over || onDisk == null) {
      return false;
    }
    if (LoaderLines.isFailure(line)) {
      return line(line, now);
    }
    boolean stays = now.minus(begunAt).compareTo(FOR_THE_KERNEL) > 0;
    return (expected || stays) && isKernels(line) && heard();
  }

  /** Tells whether the kernel is known to have the machine. */
  boolean isOver() {
    return over;
  }

  /** Tells whether a kernel may have the machine without having said anything, and answer. */
  boolean mayBeOver() {
    return over || jumped;
  }

  /** Tells whether it failed and nothing is known of a kernel. */
  boolean hasFailed() {
    return failed != null && !over;
  }

  /** Tells whether the boot loader failed so long ago that no kernel comes any more. */
  boolean hasGivenUp(Duration now) {
    return failed != null && !over && now.minus(failed).compareTo(FOR_THE_KERNEL) > 0;
  }

  /** Says that nothing of a kernel is known when its time is over. */
  String silence() {
    return onDisk == null || !jumped
        ? "the boot loader did not start a kernel"
        : "the firmware started the disk's boot loader, and no kernel was heard on the serial port";
  }

  /** Says at the guest's end that nothing of a kernel is known; empty if something is. */
  String unheard() {
    if (over) {
      return "";
    }
    return onDisk == null || !jumped
        ? " before the boot loader had started a kernel"
        : ", and no kernel was heard on the serial port";
  }

  /**
   * Returns what it said of its failure, or else the last error that it may have got over, if it
   * said any.
   */
  Optional<String> said() {
    return Stream.of(said, error).filter(line -> !line.isEmpty()).findFirst();
  }
}
