package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks with several kernels, whose menus debugfs reads. */
class SeveralKernelsTest {

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));
  private Path newer = Path.of("");
  private Path older = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImageFixture(dir);
    newer = fixture.kernel("new.xen", 14_000);
    older = fixture.kernel("old.xen", 15_000);
  }

  @Test
  void eachKernelIsAnEntryWithItsArgumentsAndModules() throws IOException {
    Path module = fixture.module("data.bin", new byte[5]);
    ImageRequest request =
        fixture.request(
            Profile.GALOIS,
            new MenuRequest(null, 7, "rescue", "0"),
            List.of(),
            new KernelRequest(newer, "a=1", List.of(module), null, null),
            new KernelRequest(older, "b=2", List.of(module), null, "rescue"));

    assertThat(menu(request, "/grub/menu.lst", 1 << 20))
        .isEqualTo(
            """
            default 1
            fallback 0
            timeout 7
            title new.xen
            \troot (hd0,0)
            \tkernel /new.xen a=1
            \tmodule /data.bin
            title rescue
            \troot (hd0,0)
            \tkernel /old.xen b=2
            \tmodule /data.bin
            """);
    assertThat(fixture.heard)
        .containsOnlyOnce("copied data.bin 5", "copied new.xen 14000", "copied old.xen 15000");
  }

  @Test
  void oneKernelMayBeBootedInTwoWays() throws IOException {
    ImageRequest request =
        fixture.request(
            Profile.MIRAGE,
            new MenuRequest(null, null, null, "plain"),
            List.of(),
            new KernelRequest(newer, "fast", List.of(), null, "fast"),
            new KernelRequest(newer, "", List.of(), null, "plain"));

    assertThat(menu(request, "/boot/grub/menu.lst", 0))
        .isEqualTo(
            """
            default 0
            fallback 1
            timeout 1
            title fast
             root (hd0)
             kernel /boot/mirage-os.gz fast
            title plain
             root (hd0)
             kernel /boot/mirage-os.gz
            """);
  }

  @Test
  void furtherKernelsOfAProfileThatNamesItsKernelKeepTheirNames() throws IOException {
    ImageRequest request =
        fixture.request(Profile.MIRAGE, ImageFixture.alone(newer), ImageFixture.alone(older));

    assertThat(menu(request, "/boot/grub/menu.lst", 0))
        .contains(" kernel /boot/mirage-os.gz\n", " kernel /boot/old.xen.gz\n");
  }

  @Test
  void theFallbackOfUnikLeadsToTheSecondKernel() throws IOException {
    ImageRequest request =
        fixture.request(Profile.UNIK, ImageFixture.alone(newer), ImageFixture.alone(older));

    assertThat(menu(request, "/boot/grub/menu.lst", 0))
        .startsWith("default=0\nfallback=1\n")
        .endsWith("title old.xen\nroot (hd0)\nkernel /boot/old.xen\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "2, , |<default> is '2', which is no entry of the menu's: 0 'new.xen', 1 'old.xen'.|",
        "-1, , |<default> is '-1', which is no entry of the menu's|",
        ", newest, |<fallback> is 'newest', which is no entry of the menu's|",
        "1, old.xen, |<fallback> is 'old.xen', which is the default entry itself.|",
        ", 0, |<fallback> is '0', which is the default entry itself.|"
      })
  void anEntryThatIsNotThereIsRefused(
      @Nullable String first, @Nullable String fallback, String message) {
    ImageRequest request =
        fixture.request(
            Profile.GALOIS,
            new MenuRequest(null, null, first, fallback),
            List.of(),
            ImageFixture.alone(newer),
            ImageFixture.alone(older));

    assertThat(rejection(request)).hasMessageContaining(message);
    assertThat(fixture.target).doesNotExist();
  }

  @Test
  void aTitleOfTwoEntriesNamesNeither() {
    ImageRequest request =
        fixture.request(
            Profile.GALOIS,
            new MenuRequest(null, null, "same", null),
            List.of(),
            new KernelRequest(newer, "", List.of(), null, "same"),
            new KernelRequest(older, "", List.of(), null, "same"));

    assertThat(rejection(request)).hasMessageContaining("which may be more than one entry");
  }

  @Test
  void aTimeBelowZeroIsRefused() {
    ImageRequest request =
        fixture.request(
            Profile.GALOIS,
            new MenuRequest(null, -1, null, null),
            List.of(),
            ImageFixture.alone(newer));

    assertThat(rejection(request)).hasMessage("<menuTimeout> is -1");
  }

  @Test
  void aSecondKernelThatBootsNowhereIsRefused() throws IOException {
    Path text =
        fixture.module(
            "old.txt", "not a kernel".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    assertThat(
            rejection(
                fixture.request(
                    Profile.GALOIS, ImageFixture.alone(newer), ImageFixture.alone(text))))
        .hasMessageContaining("The kernel " + text + " is not an ELF file");
  }

  private String menu(ImageRequest request, String path, long start) {
    String text = new Ext2Judge(fixture.build(request).file(), start).debugfs("cat " + path);
    return text.substring(text.indexOf("default"));
  }

  private InputException rejection(ImageRequest request) {
    return assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fixture.build(request))
        .satisfies(e -> assertThat(e.hint()).isNotBlank())
        .actual();
  }
}
