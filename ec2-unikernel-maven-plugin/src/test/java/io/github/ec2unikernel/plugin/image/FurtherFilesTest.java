package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FurtherFilesTest {

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));
  private Path kernel = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImageFixture(dir);
    kernel = fixture.kernel("hello.xen", 14_000);
    file = fixture.module("app.conf", new byte[] {1, 2, 3});
  }

  @Test
  void aFileLiesWhereItsTargetSaysAndChangesTheDisk() throws IOException {
    String plain = fixture.build(request(Profile.GALOIS)).sha256();
    DiskImage image = fixture.build(request(Profile.GALOIS, "/etc/app/app.conf"));

    assertThat(
            new Ext2Judge(image.file(), 1 << 20)
                .holds("/etc/app/app.conf", Content.of(file, "file")))
        .isTrue();
    assertThat(image.sha256()).isNotEqualTo(plain);
    assertThat(fixture.heard).contains("copied etc/app/app.conf 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "etc/app", "/", "/etc//app", "/etc/", "/../app", "/a/./b"})
  void aTargetThatIsNoPathIsRefused(String target) {
    InputException e = rejection(request(Profile.GALOIS, target));

    assertThat(e)
        .hasMessage(
            "The file %s can't be put at '%s', which is no path of a file on a disk.",
            file, target);
    assertThat(e.hint()).contains("<target>");
  }

  @Test
  void aNameLongerThanExt2HoldsIsRefused() {
    assertThat(rejection(request(Profile.GALOIS, "/" + "n".repeat(256))).hint()).contains("255");
  }

  @Test
  void aTargetInPlaceOfTheMenuIsRefused() {
    assertThat(rejection(request(Profile.GALOIS, "/boot/grub/menu.lst")))
        .hasMessage(
            "The file %s can't be put at '/boot/grub/menu.lst': the profile galois has a file of"
                + " its own there.",
            file);
    assertThat(rejection(request(Profile.UNIK, "/boot/grub/device.map")))
        .hasMessageContaining("the profile unik has a file of its own there");
  }

  @Test
  void aTargetInPlaceOfTheKernelIsRefused() {
    assertThat(rejection(request(Profile.UNIK, "/boot/program.bin")))
        .hasMessage(
            "The file %s and %s would have one name on the disk, 'boot/program.bin'.",
            file, kernel);
  }

  @Test
  void aFileBelowAFileIsRefused() {
    assertThat(rejection(request(Profile.GALOIS, "/hello.xen/app.conf")))
        .hasMessage(
            "The file %s can't be put at '/hello.xen/app.conf': '/hello.xen' is a file, from %s.",
            file, kernel);
    assertThat(rejection(request(Profile.GALOIS, "/grub/menu.lst/app.conf")))
        .hasMessageContaining("'/grub/menu.lst' is a file");
  }

  @Test
  void aFileInPlaceOfADirectoryIsRefused() {
    assertThat(rejection(request(Profile.GALOIS, "/etc/app/app.conf", "/etc")))
        .hasMessageContaining("can't be named 'etc': the disk has a directory of that name");
    assertThat(rejection(request(Profile.MIRAGE, "/boot")))
        .hasMessageContaining("can't be named 'boot'");
  }

  @Test
  void rumprunsConfigurationMayNotBeMissing() {
    InputException e = rejection(request(Profile.RUMPRUN_EC2));

    assertThat(e).hasMessageStartingWith("The profile rumprun-ec2 needs the file /json.cfg");
    assertThat(e.hint()).contains("<target>/json.cfg</target>");
  }

  private ImageRequest request(Profile profile, String... targets) {
    List<FileRequest> files =
        Arrays.stream(targets).map(target -> new FileRequest(file, target)).toList();
    return fixture.request(profile, MenuRequest.standard(), files, ImageFixture.alone(kernel));
  }

  private InputException rejection(ImageRequest request) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fixture.build(request))
        .actual();
  }
}
