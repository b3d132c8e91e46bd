package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.NicModel;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private MachineModel model() {
    return boot.machine(settings, DISK, null, null, List.of()).model();
  }

  @Test
  void theModelOfAnHvmGuestsMachineIsLeftToTheDiskUnlessItIsGiven() {
    assertThat(model()).isEqualTo(MachineModel.ANY);
    given.setProperty("unikernel.boot.firmware", "uefi");
    given.setProperty("unikernel.boot.diskModel", "nvme");
    given.setProperty("unikernel.boot.nicModel", "e1000");
    assertThat(model())
        .isEqualTo(new MachineModel(null, Firmware.UEFI, DiskModel.NVME, NicModel.E1000));
    given.setProperty("unikernel.boot.firmware", "auto");
    assertThat(model().firmware()).isNull();
    given.setProperty("unikernel.boot.diskModel", "floppy");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(this::model)
        .withMessageContaining("'floppy'")
        .satisfies(e -> assertThat(e.hint()).contains("virtio, ide, nvme"));
  }

  @Test
  void anInstanceTypeStandsForTheHypervisorThatItRunsOn() {
    given.setProperty("unikernel.boot.instanceType", "t3.micro");
    assertThat(model()).isEqualTo(MachineModel.of(Hypervisor.NITRO));
    given.setProperty("unikernel.boot.instanceType", "m4.large");
    assertThat(model()).isEqualTo(MachineModel.of(Hypervisor.XEN_HVM));
    given.setProperty("unikernel.boot.instanceType", "m1.small");
    assertThat(model()).isEqualTo(MachineModel.of(Hypervisor.XEN_PV));
  }

  @Test
  void anInstanceTypeThatIsUnknownOrOfArmIsRefused() {
    given.setProperty("unikernel.boot.instanceType", "zz9.large");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(this::model)
        .withMessage(
            "<instanceType> of <boot> (unikernel.boot.instanceType) is 'zz9.large', whose family is"
                + " not known");
    given.setProperty("unikernel.boot.instanceType", "t4g.micro");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(this::model)
        .withMessageContaining("'t4g.micro', which runs ARM code");
  }

  @Test
  void aTypeOfBothKindsIsWhatTheDiskIsFor(@TempDir Path directory) throws IOException {
    given.setProperty("unikernel.boot.instanceType", "m3.medium");
    byte[] sector = new byte[1 << 20];
    sector[510] = 0x55;
    sector[511] = (byte) 0xaa;
    Path disk = Files.write(directory.resolve("disk.raw"), sector);
    assertThat(boot.machine(settings, disk, null, null, List.of()).model().hypervisor())
        .isEqualTo(Hypervisor.XEN_PV);
    sector[0] = 1;
    Files.write(disk, sector);
    assertThat(boot.machine(settings, disk, null, null, List.of()).model().hypervisor())
        .isEqualTo(Hypervisor.XEN_HVM);
  }
}
