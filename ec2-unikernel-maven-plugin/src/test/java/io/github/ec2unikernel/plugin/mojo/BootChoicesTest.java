package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BootChoicesTest {

  private final Properties commandLine = new Properties();
  private final BootChoices choices =
      new BootChoices(new Settings(commandLine, new Properties(), Path.of("")));

  @ParameterizedTest
  @EnumSource(BootWay.class)
  void eachWayIsChosenByItsName(BootWay way) {
    assertThat(choices.way(way.id())).isEqualTo(way);
    commandLine.setProperty("unikernel.bootWay", way.id());
    assertThat(choices.way("auto")).isEqualTo(way);
  }

  @Test
  void withAutoTheKernelDecides() {
    assertThat(choices.way("auto")).isNull();
    assertThat(choices.way(null)).isNull();
  }

  @Test
  void bothFirmwaresAreOneChoice() {
    assertThat(choices.firmwares(null)).isEmpty();
    assertThat(choices.firmwares("uefi")).containsExactly(Firmware.UEFI);
    assertThat(choices.firmwares("both")).containsExactlyInAnyOrder(Firmware.BIOS, Firmware.UEFI);
  }

  @Test
  void whatIsNoChoiceIsRefusedWithThoseThatAre() {
    InputException way =
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> choices.way("grub"))
            .actual();
    assertThat(way).hasMessage("<bootWay> is 'grub'");
    assertThat(way.hint())
        .startsWith("Give one of auto, pvgrub, multiboot, shim, pvh, disk, in the POM");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> choices.firmwares("efi"))
        .withMessage("<firmware> is 'efi'");
  }
}
