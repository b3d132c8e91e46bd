package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RamdiskPolicyTest {

  @TempDir Path dir;

  private Path unikernel = Path.of("");
  private Path linux = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    unikernel = new ImageFixture(dir).kernel("hello.xen", 14_000);
    String bytes = Files.readString(unikernel, StandardCharsets.ISO_8859_1);
    linux = dir.resolve("vmlinux");
    // The note GUEST_OS says so now.
    Files.writeString(
        linux, bytes.replace("hello-notes\0", "linux\0\0\0\0\0\0\0"), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theKernelDecidesWhereTheProjectDoesNot() {
    assertThat(choose(unikernel, null, "a", "b")).isEqualTo(RamdiskMode.MODULE);
    assertThat(choose(linux, null, "a")).isEqualTo(RamdiskMode.INITRD);
    assertThat(choose(linux, null)).isEqualTo(RamdiskMode.INITRD);
  }

  @Test
  void theProjectDecidesWhatTheKernelCanTake() {
    assertThat(choose(unikernel, RamdiskMode.INITRD, "a")).isEqualTo(RamdiskMode.INITRD);
    assertThat(choose(unikernel, RamdiskMode.MODULE, "a")).isEqualTo(RamdiskMode.MODULE);
    assertThat(choose(linux, RamdiskMode.INITRD, "a")).isEqualTo(RamdiskMode.INITRD);
  }

  @Test
  void moreThanOneInitrdIsRefused() {
    InputException ours = rejection(unikernel, RamdiskMode.INITRD, "a", "b");
    InputException theirs = rejection(linux, null, "a", "b");

    assertThat(ours)
        .hasMessage(
            "The kernel %s takes an initrd, and <modules> has 2 files: PV-GRUB hands one over.",
            unikernel);
    assertThat(ours.hint()).contains("<ramdiskMode>module</ramdiskMode>");
    assertThat(theirs.hint()).startsWith("Join them");
  }

  @Test
  void aListOfModulesForLinuxIsRefused() {
    InputException e = rejection(linux, RamdiskMode.MODULE, "a");

    assertThat(e).hasMessageStartingWith("<ramdiskMode> is 'module', but the kernel " + linux);
    assertThat(e.hint()).contains("initrd");
  }

  private static RamdiskMode choose(Path file, @Nullable RamdiskMode mode, String... modules) {
    Kernel kernel = KernelReader.read(file);
    List<Path> paths = List.of(modules).stream().map(Path::of).toList();
    return RamdiskPolicy.choose(new KernelRequest(file, "", paths, mode, null), kernel);
  }

  private static InputException rejection(
      Path file, @Nullable RamdiskMode mode, String... modules) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> choose(file, mode, modules))
        .actual();
  }
}
