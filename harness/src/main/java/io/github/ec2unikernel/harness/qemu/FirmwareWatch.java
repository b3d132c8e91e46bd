package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads what the BIOS tells on its debug port: the kernel, or the disk's boot code, has the machine
 * when the BIOS jumps to it.
 */
final class FirmwareWatch implements Consumer<ByteBuffer> {

  /** SeaBIOS's last words before it jumps: {@code Booting from 0000:7c00}. */
  private static final Pattern JUMP =
      Pattern.compile("^Booting from [0-9a-f]{4}:[0-9a-f]{4}", Pattern.MULTILINE);

  private static final Pattern NOTHING = Pattern.compile("^No bootable device", Pattern.MULTILINE);

  /** It says some 2 KiB; guests that write to its port are not listened to any longer. */
  private static final int MOST = 64 << 10;

  private final Consumer<GuestEvent> events;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private boolean jumped;
  private boolean gaveUp;

  FirmwareWatch(Consumer<GuestEvent> events) {
    this.events = events;
  }

  @Override
  public synchronized void accept(ByteBuffer bytes) {
    if (said.size() < MOST) {
      said.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
    if (!jumped && JUMP.matcher(text()).find()) {
      jumped = true;
      events.accept(new GuestEvent.HandedOver());
    }
    if (!gaveUp && NOTHING.matcher(text()).find()) {
      gaveUp = true;
      events.accept(new GuestEvent.Unbootable("the BIOS finds nothing to boot"));
    }
  }

  /** Returns what it said. */
  synchronized String text() {
    return said.toString(StandardCharsets.ISO_8859_1);
  }
}
