package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnMenuTest {

  private static final String GOOD =
      """
      # ours
      default 1
      timeout 3
      title new
      root (hd0,0)
      kernel /new.xen a=1
      module /data.bin
      title old
      kernel (hd0,0)/old.xen
      initrd (hd0,0)/data.bin
      """;

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));
  private Path menu = Path.of("");
  private KernelRequest newer = ImageFixture.alone(Path.of(""));
  private KernelRequest older = ImageFixture.alone(Path.of(""));

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImageFixture(dir);
    menu = dir.resolve("my-menu.lst");
    Path data = fixture.module("data.bin", new byte[100]);
    newer = ImageFixture.alone(fixture.kernel("new.xen", 14_000), data);
    older = ImageFixture.alone(fixture.kernel("old.xen", 15_000));
  }

  @Test
  void aGoodMenuIsPutOnTheDiskByteForByte() throws IOException {
    DiskImage image = fixture.build(request(Profile.GALOIS, GOOD));
    Ext2Judge judge = new Ext2Judge(image.file(), 1 << 20);

    assertThat(judge.holds("/grub/menu.lst", Content.of(menu, "menu"))).isTrue();
    assertThat(judge.holds("/boot/grub/menu.lst", Content.of(menu, "menu"))).isTrue();
    assertThat(fixture.heard).contains("boots (hd0,0)/old.xen with []");
  }

  @Test
  void rootAndKernelOnOneLineAreToldWithTheirLine() {
    InputException e =
        rejection(
            Profile.GALOIS,
            """
            timeout 1
            title joined
            root (hd0,0) kernel /new.xen
            """);

    assertThat(e)
        .hasMessageStartingWith("The menu " + menu + " has 2 problems:\n  line 2: ")
        .hasMessageContaining("the entry 'joined' has no kernel")
        .hasMessageContaining("line 3: 'kernel' stands on the line of root")
        .hasMessageContaining("Put each command on a line of its own.");
  }

  @Test
  void aMissingFileIsToldWithWhatTheDiskHas() {
    InputException e = rejection(Profile.GALOIS, GOOD.replace("/new.xen", "/newer.xen"));

    assertThat(e)
        .hasMessage("The menu %s, line 6: the kernel /newer.xen is not on the disk.", menu);
    assertThat(e.hint())
        .isEqualTo(
            "The disk has: /grub/menu.lst, /boot/grub/menu.lst, /new.xen, /data.bin, /old.xen.");
  }

  @Test
  void aRootThatIsNotThisDisksIsTold() {
    InputException e = rejection(Profile.GALOIS, GOOD.replace("root (hd0,0)", "root (hd0)"));

    assertThat(e)
        .hasMessageContaining(
            "line 6: the kernel /new.xen is looked for on (hd0), and the file system of this disk is (hd0,0)");
    assertThat(rejection(Profile.MIRAGE_WIKI, GOOD.replace("old.xen", "old").replace(",0", ",1")))
        .hasMessageContaining("is looked for on (hd0,1)")
        .hasMessageContaining("Write root (hd0,0), or choose another <profile>.");
  }

  @Test
  void whatPvGrubPassesOverIsToldAndBoots() {
    fixture.build(request(Profile.GALOIS, GOOD.replace("default 1", "default 2\nfallback 7")));

    assertThat(fixture.heard)
        .contains(
            "doubted line 2: default 2 is beyond the last entry, which is 1",
            "doubted line 3: fallback '7' does not name entries from 0 to 1",
            "boots (hd0,0)/new.xen with [(hd0,0)/data.bin]");
  }

  @Test
  void aMenuWithoutAnEntryIsTold() {
    assertThat(rejection(Profile.GALOIS, "timeout 1\n"))
        .hasMessageStartingWith("The menu " + menu + ": there is no entry");
  }

  @Test
  void aKernelLineThatNamesNoKernelIsTold() {
    assertThat(rejection(Profile.GALOIS, GOOD.replace("/old.xen", "/data.bin")))
        .hasMessageStartingWith("PV-GRUB 1.04 would boot nothing from this disk: ")
        .hasMessageContaining("/data.bin");
  }

  @Test
  void whatTheMenuSaysItselfMayNotBeGivenBeside() throws IOException {
    Files.writeString(menu, GOOD);
    MenuRequest own = new MenuRequest(menu, null, null, null);

    refuses("menuTimeout", new MenuRequest(menu, 5, null, null), newer, older);
    refuses("default", new MenuRequest(menu, null, "0", null), newer, older);
    refuses("fallback", new MenuRequest(menu, null, null, "0"), newer, older);
    refuses("title", own, kernel("", null, "x"), older);
    refuses("kernelArgs", own, kernel("x", null, null), older);
    refuses("ramdiskMode", own, kernel("", RamdiskMode.MODULE, null), older);
  }

  @Test
  void aMenuThatIsNoTextIsRefused() throws IOException {
    Files.write(menu, new byte[] {'t', (byte) 0xff, '\n'});

    assertThat(refusal(fixture.request(Profile.GALOIS, own(), List.of(), newer)))
        .hasMessage("The menu %s is no text in UTF-8.", menu);
  }

  @Test
  void aMissingMenuIsRefused() {
    assertThat(refusal(fixture.request(Profile.GALOIS, own(), List.of(), newer)))
        .hasMessage("The menu %s does not exist.", menu);
  }

  private KernelRequest kernel(
      String arguments, @Nullable RamdiskMode mode, @Nullable String title) {
    return new KernelRequest(newer.file(), arguments, newer.modules(), mode, title);
  }

  private void refuses(String element, MenuRequest menu, KernelRequest... kernels) {
    assertThat(refusal(fixture.request(Profile.GALOIS, menu, List.of(), kernels)))
        .hasMessageStartingWith("<" + element + "> is '")
        .hasMessageEndingWith("and the menu " + this.menu + " is taken as it is.");
  }

  private InputException rejection(Profile profile, String text) {
    return refusal(request(profile, text));
  }

  private ImageRequest request(Profile profile, String text) {
    try {
      Files.writeString(menu, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return fixture.request(profile, own(), List.of(), newer, older);
  }

  private MenuRequest own() {
    return new MenuRequest(menu, null, null, null);
  }

  private InputException refusal(ImageRequest request) {
    InputException refusal =
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> fixture.build(request))
            .satisfies(e -> assertThat(e.hint()).isNotBlank())
            .actual();
    assertThat(fixture.target).doesNotExist();
    return refusal;
  }
}
