package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.model.Firmware;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What firmware says is read as it comes, in pieces. */
class FirmwareWatchTest {

  private static final String DISK =
      "BdsDxe: starting Boot0001 \"UEFI Misc Device\" from PciRoot(0x0)/Pci(0x2,0x0)\r\n";
  private static final String SHELL =
      "BdsDxe: starting Boot0002 \"EFI Internal Shell\" from Fv(7CB8BDC9)/FvFile(7C04A583)\r\n";

  private static final GuestEvent NEXT = new GuestEvent.LoaderStarted();

  private final List<GuestEvent> events = new ArrayList<>();

  private List<GuestEvent> said(Firmware firmware, String text) {
    FirmwareWatch watch = new FirmwareWatch(firmware, NEXT, events::add);
    for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
      watch.accept(ByteBuffer.wrap(new byte[] {each}));
    }
    return events;
  }

  @Test
  void aBiosHandsOverWhenItJumps() {
    assertThat(said(Firmware.BIOS, "Booting from Hard Disk...\nBooting from 0000:7c00\n"))
        .containsExactly(NEXT);
  }

  @Test
  void uefiHandsOverWhenItStartsAProgramOfADisk() {
    assertThat(
            said(
                Firmware.UEFI, "BdsDxe: loading Boot0001 \"UEFI Misc Device\" from Pci\r\n" + DISK))
        .containsExactly(NEXT);
  }

  @Test
  void itsOwnShellIsWhatUefiStartsWhenThereIsNothingElse() {
    assertThat(
            said(
                Firmware.UEFI,
                "BdsDxe: failed to load Boot0001 \"UEFI Misc Device\" from Pci: Not Found\r\n"
                    + SHELL))
        .containsExactly(new GuestEvent.Unbootable("UEFI finds nothing to boot"));
  }

  @Test
  void itsShellAfterAProgramOfADiskTellsThatTheProgramGaveUp() {
    assertThat(said(Firmware.UEFI, DISK + SHELL))
        .containsExactly(
            NEXT, new GuestEvent.Unbootable("UEFI finds nothing to boot but what has given up"));
  }

  @Test
  void whatOneFirmwareSaysIsNothingFromTheOther() {
    assertThat(said(Firmware.BIOS, DISK + SHELL)).isEmpty();
    assertThat(said(Firmware.UEFI, "Booting from 0000:7c00\nNo bootable device.\n")).isEmpty();
  }

  @Test
  void aGuestThatFloodsTheConsoleIsNotListenedToForEver() {
    FirmwareWatch watch = new FirmwareWatch(Firmware.UEFI, NEXT, events::add);
    watch.accept(ByteBuffer.wrap(new byte[64 << 10]));
    watch.accept(ByteBuffer.wrap(DISK.getBytes(StandardCharsets.US_ASCII)));
    assertThat(events).isEmpty();
  }
}
