package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.kernel.Multiboot;
import io.github.ec2unikernel.harness.kernel.Solo5;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.GrubArguments;
import io.github.ec2unikernel.plugin.menu.GrubLoad;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HvmEntryTest {

  private static final Multiboot FIRST = new Multiboot(1, 0, 0);
  private static final Multiboot SECOND = new Multiboot(2, 64, 0);

  @Test
  void theFirstVersionIsTakenWhereBothAreThereButNotUnderUefi() {
    assertThat(command(false, FIRST, SECOND)).isEqualTo("multiboot");
    assertThat(command(true, FIRST, SECOND)).isEqualTo("multiboot2");
    assertThat(command(true, FIRST)).isEqualTo("multiboot");
    assertThat(command(false, SECOND)).isEqualTo("multiboot2");
  }

  @Test
  void modulesAreOfTheKernelsVersion() {
    assertThat(loads(kernel(null, SECOND), BootWay.MULTIBOOT, false, "/boot/m"))
        .extracting(GrubLoad::command)
        .containsExactly("multiboot2", "module2");
  }

  @ParameterizedTest
  @EnumSource(names = {"MULTIBOOT", "SHIM", "PVH"})
  void modulesStayCompressedAndKernelsAreUnpacked(BootWay way) {
    List<GrubLoad> loads = loads(kernel(null, FIRST), way, false, "/boot/m.gz");

    assertThat(loads.get(loads.size() - 1).path()).isEqualTo("/boot/m.gz");
    assertThat(loads.get(loads.size() - 1).asItIs()).isTrue();
    assertThat(loads.subList(0, loads.size() - 1)).noneMatch(GrubLoad::asItIs);
  }

  @Test
  void theShimTakesArgumentsOf1023BytesWithoutBlanksBeforeThem() {
    List<String> heard = new ArrayList<>();
    String most = "x".repeat(1019) + " ü1"; // the ü has two bytes

    assertThat(shim("  " + most, heard).get(1).arguments()).isEqualTo(new GrubArguments(most));
    assertThat(heard).containsExactly("blanks");
    assertThat(shim(most, heard)).hasSize(2);
    assertThat(heard).hasSize(1);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> shim(most + "2", heard))
        .withMessageContaining("<kernelArgs> of ")
        .withMessageEndingWith(
            "has 1024 bytes as GRUB hands it over, and the shim passes on the first 1023");
    assertThatExceptionOfType(InputException.class)
        .as("GRUB puts a backslash before the quote")
        .isThrownBy(() -> shim(most.replaceFirst("x", "'"), heard));
  }

  @Test
  void solo5GetsAFirstWordThatItPassesOver() {
    Solo5 solo5 = new Solo5("virtio", 1, List.of());

    assertThat(loads(kernel(solo5, FIRST), BootWay.MULTIBOOT, false).get(0).arguments())
        .isEqualTo(new GrubArguments("/boot/k --ip=10.0.0.2"));
    assertThat(loads(kernel(null, FIRST), BootWay.MULTIBOOT, false).get(0).arguments())
        .isEqualTo(new GrubArguments("--ip=10.0.0.2"));
  }

  @Test
  void aPvhKernelsArgumentsGoThroughGrubAsOneWord() {
    List<GrubLoad> loads = loads(kernel(null), BootWay.PVH, false);

    assertThat(loads.get(0)).isEqualTo(GrubLoad.of("multiboot", "/boot/pvh-stub.elf"));
    assertThat(loads.get(1).arguments()).isEqualTo(new GrubArguments("--ip=10.0.0.2", true));
  }

  private static List<GrubLoad> shim(String arguments, List<String> heard) {
    ImageListener listener =
        new ImageListener() {
          @Override
          public void blanksDropped(Path kernel) {
            heard.add("blanks");
          }
        };
    KernelRequest request = HvmFixture.kernel(HvmFixture.PV, arguments);
    return new HvmEntry(BootWay.SHIM, Triage.of(HvmFixture.PV), request, false, listener)
        .loads("/boot/k.gz", List.of());
  }

  private String command(boolean uefi, Multiboot... headers) {
    return loads(kernel(null, headers), BootWay.MULTIBOOT, uefi).get(0).command();
  }

  private static List<GrubLoad> loads(Triage kernel, BootWay way, boolean uefi, String... modules) {
    KernelRequest request = HvmFixture.kernel(HvmFixture.MULTIBOOT, "--ip=10.0.0.2");
    return new HvmEntry(way, kernel, request, uefi, new ImageListener() {})
        .loads("/boot/k", List.of(modules));
  }

  private static Triage kernel(@Nullable Solo5 solo5, Multiboot... headers) {
    Triage real = Triage.of(HvmFixture.MULTIBOOT);
    return new Triage(
        real.name(),
        real.size(),
        real.kind(),
        real.producer(),
        real.packing(),
        real.linux(),
        real.elf(),
        real.xenNotes(),
        real.xenGuest(),
        List.of(headers),
        solo5,
        real.damage(),
        real.ways(),
        real.result());
  }
}
