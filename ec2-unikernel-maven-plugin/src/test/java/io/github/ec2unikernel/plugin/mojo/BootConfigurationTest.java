package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BootConfigurationTest {

  private static final Path DISK = Path.of("disk.raw");

  private final Properties given = new Properties();
  private final Settings settings = new Settings(given, new Properties(), Path.of("/project"));
  private final BootConfiguration boot = new BootConfiguration();

  @Test
  void nothingGivenMeansAnyLoaderNoLinesAndAMinute() {
    Expectations expectations = boot.expectations(settings);

    assertThat(boot.machine(settings, DISK, null, null, List.of())).isEqualTo(Machine.ofDisk(DISK));
    assertThat(expectations.lines()).isEmpty();
    assertThat(expectations.forbidden()).isEmpty();
    assertThat(expectations.end()).isEqualTo(End.ANY);
    assertThat(expectations.timeout()).hasSeconds(60);
    assertThat(expectations.grace()).hasSeconds(3);
    assertThat(boot.isSkipped(settings)).isFalse();
  }

  @Test
  void allOfItCanBeGivenByProperties() {
    given.setProperty("unikernel.memory", "64");
    given.setProperty("unikernel.vcpus", "2");
    given.setProperty("unikernel.boot.loader", "libxl");
    given.setProperty("unikernel.boot.expect", "READY, at last");
    given.setProperty("unikernel.boot.forbid", "panic|Oops");
    given.setProperty("unikernel.boot.end", "poweroff");
    given.setProperty("unikernel.boot.timeout", "2m");
    given.setProperty("unikernel.boot.grace", "500ms");
    given.setProperty("unikernel.boot.skip", "true");

    Expectations expectations = boot.expectations(settings);

    assertThat(boot.machine(settings, DISK, "128", "1", List.of()))
        .isEqualTo(Machine.ofDisk(DISK).withMemory(64).withVcpus(2).withLoader(Loader.LIBXL));
    assertThat(expectations.lines())
        .singleElement()
        .hasToString("ExpectedLine[pattern=READY, at last, times=1, within=null]");
    assertThat(expectations.forbidden()).singleElement().hasToString("panic|Oops");
    assertThat(expectations.end()).isEqualTo(End.POWEROFF);
    assertThat(expectations.timeout()).hasMinutes(2);
    assertThat(expectations.grace()).hasMillis(500);
    assertThat(boot.isSkipped(settings)).isTrue();
  }

  @Test
  void autoLeavesTheLoaderToTheKernel() {
    given.setProperty("unikernel.boot.loader", "auto");

    assertThat(boot.machine(settings, DISK, null, null, List.of()).loader()).isNull();
  }

  @Test
  void theGuestsTypeIsOneOfXensOrLeftToWhatIsBooted() {
    given.setProperty("unikernel.boot.type", "hvm");
    assertThat(boot.machine(settings, DISK, null, null, List.of()).type()).isEqualTo(GuestType.HVM);

    given.setProperty("unikernel.boot.type", "auto");
    assertThat(boot.machine(settings, DISK, null, null, List.of()).type()).isNull();

    given.setProperty("unikernel.boot.type", "xen");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> boot.machine(settings, DISK, null, null, List.of()))
        .withMessage("<boot><type> is 'xen'")
        .extracting(InputException::hint)
        .isEqualTo(
            "Give one of auto, pv, pvh, shim, hvm, in the POM or with -Dunikernel.boot.type.");
  }

  @Test
  void anUnknownLoaderIsToldWithTheKnownOnes() {
    given.setProperty("unikernel.boot.loader", "grub3");

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> boot.machine(settings, DISK, null, null, List.of()))
        .withMessage("<boot><loader> is 'grub3'")
        .extracting(InputException::hint)
        .isEqualTo("Give one of auto, pvgrub, libxl, in the POM or with -Dunikernel.boot.loader.");
  }

  @Test
  void theMachineHasTheVolumesUnderTheirDevicesWithoutTheirDirectory() throws Exception {
    Path file = Path.of("data.raw");
    MappedVolume volume = new MappedVolume(new VolumeImage("data", file, 1, "abcd"), "/dev/xvdf");

    assertThat(boot.machine(settings, DISK, null, null, List.of(volume)).volumes())
        .containsExactly(new Volume(file, "xvdf"));
  }

  @Test
  void theXenHostIsThisMachineUnlessOneIsNamed() {
    assertThat(boot.options(settings, Path.of("target"), false).xenHost()).isEqualTo(XenHost.LOCAL);

    given.setProperty("unikernel.boot.xl.host", "root@xen");
    given.setProperty("unikernel.boot.xl.port", "2022");
    given.setProperty("unikernel.boot.xl.identity", "key");
    given.setProperty("unikernel.boot.xl.options", "ProxyJump=gate,Compression=no");
    given.setProperty("unikernel.boot.xl.bridge", "xenbr0");

    assertThat(boot.options(settings, Path.of("target"), false).xenHost())
        .isEqualTo(
            new XenHost(
                "root@xen",
                2022,
                Path.of("/project/key"),
                List.of("ProxyJump=gate", "Compression=no"),
                "xenbr0"));
  }
}
