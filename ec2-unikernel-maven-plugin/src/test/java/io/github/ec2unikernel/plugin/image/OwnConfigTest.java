package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project's own grub.cfg. */
class OwnConfigTest {

  @TempDir Path dir;

  private HvmFixture build(String config) throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    Path menu = Files.writeString(dir.resolve("my.cfg"), config);
    Path module = Files.writeString(dir.resolve("data.txt"), "data");
    fixture.build(
        fixture.request(
            BootWay.MULTIBOOT,
            Set.of(),
            new MenuRequest(menu, null, null, null),
            HvmFixture.kernel(HvmFixture.MULTIBOOT, "", module)));
    return fixture;
  }

  @Test
  void itIsTakenAsItIsBelowOurFirstLineAndBoots() throws IOException {
    String config =
        """
        serial --unit=0
        terminal_output serial
        set k=/boot/hello-multiboot.elf
        multiboot $k mine # a remark on /boot/none
        module /boot/data.txt "with words"
        boot
        """;
    HvmFixture fixture = build(config);

    assertThat(fixture.grubCat("/boot/grub/grub.cfg"))
        .isEqualTo("# ec2-unikernel: boot way multiboot\n" + config);
    assertThat(fixture.boot("^READY", End.POWEROFF))
        .contains("cmdline: mine", "module 0 (\"with words\"): data");
    assertThat(fixture.heard).noneMatch(each -> each.startsWith("doubted"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multiboot /boot/gone.elf",
        "if multiboot2 /boot/gone.elf a b; then boot; fi",
        "  multiboot --quirk-bad-kludge /boot/gone.elf",
        "menuentry 'x' {multiboot /boot/hello-multiboot.elf; module /boot/gone.elf;}"
      })
  void aFileThatIsNotOnTheDiskIsNamedWithItsLine(String line) {
    InputException problem =
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> build("# /boot/none\n" + line + "\n"))
            .actual();

    assertThat(problem)
        .hasMessageContaining("my.cfg, line 2: m")
        .hasMessageEndingWith("names /boot/gone.elf, which is not on the disk.");
    assertThat(problem.hint())
        .isEqualTo("The disk has: /boot/data.txt, /boot/hello-multiboot.elf.");
  }

  @Test
  void aConfigurationThatLoadsNothingIsDoubted() throws IOException {
    assertThat(build("# multiboot\necho hello\n").heard)
        .anyMatch(each -> each.startsWith("doubted") && each.contains("no command multiboot"));
  }

  @Test
  void ofKernelsOfDifferentMakersNobodyKnowsWhichOneItBoots() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    Path menu = Files.writeString(dir.resolve("my.cfg"), "multiboot /boot/other.elf; boot\n");
    Path other = Files.copy(HvmFixture.MULTIBOOT, dir.resolve("other.elf"));
    MenuRequest own = new MenuRequest(menu, null, null, null);
    KernelRequest first = HvmFixture.kernel(HvmFixture.MULTIBOOT, "");
    KernelRequest second = HvmFixture.kernel(other, "");

    assertThat(fixture.build(fixture.request(null, Set.of(), own, first, second)).boot().kernel())
        .as("of one maker")
        .isEqualTo(HvmFixture.MULTIBOOT);
    Files.writeString(other, "OSv v0.57", StandardOpenOption.APPEND);
    DiskImage image = fixture.build(fixture.request(null, Set.of(), own, first, second));

    assertThat(image.boot().kernel()).isNull();
    assertThat(fixture.heard).containsOnlyOnce("unknown my.cfg");
    assertThat(
            fixture
                .build(fixture.request(null, Set.of(), MenuRequest.standard(), first, second))
                .boot()
                .kernel())
        .as("by a menu of ours")
        .isEqualTo(HvmFixture.MULTIBOOT);
  }

  @Test
  void whatTheConfigurationHasToSayIsRefusedBesideIt() {
    HvmFixture fixture = new HvmFixture(dir);
    MenuRequest menu = new MenuRequest(dir.resolve("my.cfg"), 3, null, null);
    ImageRequest request =
        fixture.request(null, Set.of(), menu, HvmFixture.kernel(HvmFixture.MULTIBOOT, ""));

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fixture.build(request))
        .withMessageContaining("<menuTimeout> is '3', and the menu");
  }
}
