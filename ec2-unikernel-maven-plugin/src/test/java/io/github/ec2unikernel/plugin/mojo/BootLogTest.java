package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BootLogTest {

  private final RecordingLog log = new RecordingLog();
  private final BootLog boot = new BootLog(log, false);

  @Test
  void theGuestsLinesHaveAPrefix() {
    boot.line("READY");
    boot.line("");

    assertThat(log.lines()).containsExactly("info guest | READY", "info guest | ");
  }

  @Test
  void aFloodEndsInTheLogWithANote() {
    for (int i = 1; i <= BootLog.MOST_LINES + 100; i++) {
      boot.line("flood " + i);
    }

    assertThat(log.lines())
        .hasSize(BootLog.MOST_LINES + 1)
        .endsWith(
            "info guest | flood " + BootLog.MOST_LINES,
            "info The guest goes on; all of its lines are in console.log.");
  }

  @Test
  void theWayOfABootIsToldWithTimesInAColumn() {
    boot.step("downloading 12 packages");
    boot.resolved("PV-GRUB 1.04 takes (hd0)/k from entry 0 ('t') of (hd0)/boot/grub/menu.lst");
    boot.starting("pvgrub, 128 MiB");
    boot.reached(new Phase("dom0 ready", Duration.ofMillis(3456)));
    boot.reached(new Phase("guest ended", Duration.ofMillis(12_340)));

    assertThat(log.lines())
        .containsExactly(
            "info Boot appliance, made once: downloading 12 packages",
            "info PV-GRUB 1.04 takes (hd0)/k from entry 0 ('t') of (hd0)/boot/grub/menu.lst",
            "info Booting: pvgrub, 128 MiB",
            "info   3.46 s  dom0 ready",
            "info  12.34 s  guest ended");
  }

  @Test
  void aVolumeIsToldWithWhatMayBePublishedOfIt() {
    VolumeImage volume = new VolumeImage("data", Path.of("data.raw"), 5 << 20, "ab".repeat(32));

    boot.volume(new MappedVolume(volume, "/dev/xvdb"));

    assertThat(log.lines())
        .containsExactly("info With data.raw as /dev/xvdb, SHA-256 " + "ab".repeat(32));
  }

  @Test
  void whatPvGrubTakesIsNotToldTwice() {
    new BootLog(log, true).resolved("PV-GRUB 1.04 takes (hd0)/k");

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void whatIsNotAsOnEc2IsAWarning() {
    boot.warning("not as on EC2");

    assertThat(log.lines()).containsExactly("warn not as on EC2");
  }
}
