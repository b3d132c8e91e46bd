package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.model.Firmware;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads what firmware tells: the kernel, or the disk's boot code, has the machine when the firmware
 * jumps to it. A BIOS tells it on its debug port, UEFI on the console.
 */
final class FirmwareWatch implements Consumer<ByteBuffer> {

  /** SeaBIOS's last words before it jumps: {@code Booting from 0000:7c00}. */
  private static final Pattern BIOS_JUMPS =
      Pattern.compile("^Booting from [0-9a-f]{4}:[0-9a-f]{4}", Pattern.MULTILINE);

  private static final Pattern BIOS_ENDS =
      Pattern.compile("^No bootable device", Pattern.MULTILINE);

  /** OVMF's, with the program's path; what is in a firmware volume is OVMF's own. */
  private static final Pattern UEFI_JUMPS =
      Pattern.compile("BdsDxe: starting Boot[0-9A-F]{4} \"[^\"\\n]*\" from (?!Fv\\()[^\\n]*\\n");

  /** Its shell comes when no disk has a program that starts, or each has given up. */
  private static final Pattern UEFI_ENDS =
      Pattern.compile(
          "BdsDxe: (starting Boot[0-9A-F]{4} \"[^\"\\n]*\" from Fv\\(|No bootable option)");

  /** It says some 2 KiB; guests that write to its port are not listened to any longer. */
  private static final int MOST = 64 << 10;

  private final Firmware firmware;
  private final GuestEvent next;
  private final Pattern jump;
  private final Pattern nothing;
  private final Consumer<GuestEvent> events;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private boolean jumped;
  private boolean gaveUp;

  /**
   * Creates one.
   *
   * @param next what comes after the firmware
   */
  FirmwareWatch(Firmware firmware, GuestEvent next, Consumer<GuestEvent> events) {
    this.firmware = firmware;
    this.next = next;
    this.jump = firmware == Firmware.BIOS ? BIOS_JUMPS : UEFI_JUMPS;
    this.nothing = firmware == Firmware.BIOS ? BIOS_ENDS : UEFI_ENDS;
    this.events = events;
  }

  @Override
  public synchronized void accept(ByteBuffer bytes) {
    if (said.size() >= MOST) {
      return;
    }
    said.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    if (!jumped && jump.matcher(text()).find()) {
      jumped = true;
      events.accept(next);
    }
    if (!gaveUp && nothing.matcher(text()).find()) {
      gaveUp = true;
      events.accept(
          new GuestEvent.Unbootable(
              (firmware == Firmware.BIOS ? "the BIOS" : "UEFI")
                  + " finds nothing to boot"
                  + (jumped ? " but what has given up" : "")));
    }
  }

  /** Returns what it said. */
  synchronized String text() {
    return said.toString(StandardCharsets.ISO_8859_1);
  }
}
