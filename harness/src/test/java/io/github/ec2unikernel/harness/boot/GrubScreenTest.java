package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.console.LineAssembler;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GRUB 2.06 sends to the serial port of QEMU's machines, byte by byte as it came. */
class GrubScreenTest {

  private final List<String> heard = new ArrayList<>();

  private LoaderWatch watch(Firmware firmware, String name) throws IOException {
    LoaderWatch watch = LoaderWatch.onDisk(BootWay.MULTIBOOT, firmware);
    watch.startedByFirmware();
    LineAssembler lines =
        new LineAssembler(
            line -> {
              if (watch.line(line, Duration.ZERO)) {
                heard.add(line);
              }
            });
    try (InputStream in = GrubScreenTest.class.getResourceAsStream("grub/" + name + ".serial")) {
      lines.accept(ByteBuffer.wrap(in.readAllBytes()));
    }
    return watch;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nested, BIOS", // two menus, each left when its time was over
    "key, BIOS", // left by a key, of which GRUB says nothing
    "countdown, BIOS", // no menu, only a number that is drawn again each second
    "uefi, UEFI" // drawn by the firmware's console
  })
  void theKernelIsHeardWithItsFirstLineAndNoMenuIsTakenForIt(String name, Firmware firmware)
      throws IOException {
    LoaderWatch watch = watch(firmware, name);
    assertThat(heard).containsExactly("given by: multiboot 1");
    assertThat(watch.isOver()).isTrue();
  }

  @Test
  void anEntryThatLoadsNothingIsAFailureThoughTheMenuIsDrawnAgain() throws IOException {
    LoaderWatch watch = watch(Firmware.BIOS, "returns");
    assertThat(heard).isEmpty();
    assertThat(watch.hasFailed()).isTrue();
    assertThat(watch.said()).contains("Failed to boot both default and fallback entries.");
  }

  @Test
  void noKernelIsHeardWhereGrubAsksForAUser() throws IOException {
    LoaderWatch watch = watch(Firmware.BIOS, "user");
    assertThat(heard).isEmpty();
    assertThat(watch.isOver()).isFalse();
  }

  @Test
  void aKernelWhoseFirstLineIsIndentedIsHeardOnceTheMenuHasBootedIt() {
    LoaderWatch watch = LoaderWatch.onDisk(BootWay.MULTIBOOT, Firmware.BIOS);
    List<String> lines =
        List.of(
            "GNU GRUB  version 2.06-13+deb12u2",
            "* a kernel",
            "   hello",
            "  Booting `a kernel'",
            "",
            "   hello");
    assertThat(lines.stream().map(line -> watch.line(line, Duration.ZERO)))
        .containsExactly(false, false, false, false, false, true);
  }
}
