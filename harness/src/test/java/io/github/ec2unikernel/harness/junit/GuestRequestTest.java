package io.github.ec2unikernel.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.NicModel;
import io.github.ec2unikernel.harness.model.PortForward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the annotation's elements stand for. */
class GuestRequestTest {

  private static GuestRequest of(Class<?> annotated) {
    return GuestRequest.of(annotated.getAnnotation(Unikernel.class));
  }

  @Unikernel(
      kernel = "hello.xen",
      modules = {"a", "b"},
      arguments = "one two",
      memory = 64,
      vcpus = 2,
      expect = {"first", "second"},
      forbid = "panic",
      timeout = 90,
      ports = {80, 443})
  private static final class All {}

  @Test
  void everyElementReachesTheMachineOrTheExpectations() {
    GuestRequest request = of(All.class);
    assertThat(request.machine().withNetworks(List.of()))
        .isEqualTo(
            Machine.ofKernel(Path.of("hello.xen"), Path.of("a"), Path.of("b"))
                .withArguments("one two")
                .withMemory(64)
                .withVcpus(2));
    assertThat(request.machine().networks())
        .singleElement()
        .satisfies(
            network ->
                assertThat(network.forwards())
                    .containsExactly(PortForward.tcp(80), PortForward.tcp(443)));
    assertThat(request.ready().lines())
        .extracting(line -> line.pattern().pattern())
        .containsExactly("first", "second");
    assertThat(request.ready().forbidden()).extracting(Pattern::pattern).containsExactly("panic");
    assertThat(request.ready().timeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Unikernel(disk = "disk.raw")
  private static final class Disk {}

  @Test
  void aDiskBootsWithItsMenusArguments() {
    assertThat(of(Disk.class).machine()).isEqualTo(Machine.ofDisk(Path.of("disk.raw")));
  }

  @Unikernel(
      disk = "disk.raw",
      backend = "qemu",
      type = "hvm",
      instanceType = "t3.micro",
      firmware = "uefi",
      diskModel = "ide",
      nicModel = "e1000")
  private static final class Model {}

  @Unikernel(
      disk = "disk.raw",
      backend = "auto",
      type = "auto",
      loader = "libxl",
      firmware = "auto",
      diskModel = "auto",
      nicModel = "auto")
  private static final class LeftOpen {}

  @Test
  void theMachineThatTheDiskFindsIsSaidAsInThePom() {
    assertThat(of(Model.class).machine())
        .isEqualTo(
            Machine.ofDisk(Path.of("disk.raw"))
                .withType(GuestType.HVM)
                .withModel(
                    new MachineModel(
                        Hypervisor.NITRO, Firmware.UEFI, DiskModel.IDE, NicModel.E1000)));
    assertThat(of(LeftOpen.class).machine())
        .isEqualTo(Machine.ofDisk(Path.of("disk.raw")).withLoader(Loader.LIBXL));
  }

  @Test
  void aBackendOfItsOwnWinsOverTheUsualOne() {
    BootOptions usual = BootOptions.in(Path.of("logs")).withBackend("xl");
    assertThat(of(Model.class).options(usual)).isEqualTo(usual.withBackend("qemu"));
    assertThat(of(LeftOpen.class).options(usual)).isEqualTo(usual.withBackend("auto"));
    assertThat(of(Disk.class).options(usual)).isEqualTo(usual);
    assertThat(of(Disk.class).withBackend("qemu").options(usual))
        .isEqualTo(usual.withBackend("qemu"));
  }

  @Unikernel(disk = "disk.raw", instanceType = "zz9.large")
  private static final class UnknownType {}

  @Unikernel(disk = "disk.raw", instanceType = "t4g.micro")
  private static final class ArmType {}

  @Unikernel(disk = "disk.raw", firmware = "coreboot")
  private static final class UnknownFirmware {}

  @Unikernel(kernel = "hello.xen", firmware = "uefi")
  private static final class KernelWithFirmware {}

  @Unikernel(kernel = "hello.xen", instanceType = "t3.micro")
  private static final class KernelWithType {}

  @Unikernel(kernel = "hello.xen", loader = "libxl")
  private static final class KernelWithLoader {}

  @Test
  void aMachineThatThereIsNotIsRefusedWithWhatWasSaid() {
    assertThatThrownBy(() -> of(UnknownType.class))
        .isInstanceOf(InputException.class)
        .hasMessage("instanceType of @Unikernel is 'zz9.large', whose family is not known");
    assertThatThrownBy(() -> of(ArmType.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'t4g.micro', which runs ARM code");
    assertThatThrownBy(() -> of(UnknownFirmware.class))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> assertThat(e.hint()).isEqualTo("Give one of auto, bios, uefi."))
        .hasMessage("@Unikernel has firmware = \"coreboot\"");
  }

  @Test
  void whatSaysHowADiskStartsIsRefusedForAKernel() {
    for (Class<?> each :
        List.of(KernelWithFirmware.class, KernelWithType.class, KernelWithLoader.class)) {
      assertThatThrownBy(() -> of(each))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("and starts a kernel directly");
    }
  }

  @Unikernel
  private static final class Nothing {}

  @Unikernel(disk = "disk.raw", modules = "a")
  private static final class DiskWithModules {}

  @Unikernel(kernel = "hello.xen", expect = "(")
  private static final class BadExpression {}

  @Test
  void whatCannotBeIsRefusedWithItsValue() {
    assertThatThrownBy(() -> of(Nothing.class))
        .isInstanceOf(InputException.class)
        .hasMessage("@Unikernel has kernel = \"\" and disk = \"\"");
    assertThatThrownBy(() -> of(DiskWithModules.class))
        .hasMessage("@Unikernel has modules = [a] and boots a disk");
    assertThatThrownBy(() -> of(BadExpression.class))
        .hasMessage("@Unikernel has no regular expression: '(': Unclosed group");
  }
}
