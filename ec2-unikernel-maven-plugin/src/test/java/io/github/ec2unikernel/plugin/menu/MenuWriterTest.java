package io.github.ec2unikernel.plugin.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MenuWriterTest {

  private static final MenuStyle TAB = MenuStyle.indentedBy("\t");

  @Test
  void aKernelAloneHasFiveLines() {
    assertThat(MenuWriter.write(menu(entry("unikernel_boot", "/hello.xen", "")), TAB))
        .isEqualTo(
            """
            default 0
            timeout 1
            title unikernel_boot
            \troot (hd0,0)
            \tkernel /hello.xen
            """);
  }

  @Test
  void argumentsAndModulesFollowInTheirOrder() {
    MenuEntry entry = entry("My server", "/www.xen", "port=80  debug", "/z.bin", "/a.bin");

    assertThat(MenuWriter.write(menu(entry), TAB))
        .isEqualTo(
            """
            default 0
            timeout 1
            title My server
            \troot (hd0,0)
            \tkernel /www.xen port=80  debug
            \tmodule /z.bin
            \tmodule /a.bin
            """);
  }

  @Test
  void aRamdiskOfLinuxHasALineOfItsOwnKind() {
    MenuEntry entry =
        new MenuEntry("t", "(hd0)", "/vmlinuz", "quiet", RamdiskMode.INITRD, List.of("/initrd.gz"));

    assertThat(MenuWriter.write(menu(entry), MenuStyle.indentedBy("  ")))
        .endsWith(
            """
            title t
              root (hd0)
              kernel /vmlinuz quiet
              initrd /initrd.gz
            """);
  }

  @Test
  void everyEntryIsWrittenAndTheSettingsOnce() {
    Menu menu =
        new Menu(
            List.of(entry("new", "/new.xen", ""), entry("old", "/old.xen", "safe")),
            1,
            OptionalInt.of(0),
            5);

    assertThat(MenuWriter.write(menu, new MenuStyle("=", true, "\n", "")))
        .isEqualTo(
            """
            default=1
            fallback=0
            timeout=5
            hiddenmenu

            title new
            root (hd0,0)
            kernel /new.xen

            title old
            root (hd0,0)
            kernel /old.xen safe
            """);
  }

  private static Menu menu(MenuEntry entry) {
    return new Menu(List.of(entry), 0, OptionalInt.empty(), 1);
  }

  private static MenuEntry entry(String title, String kernel, String arguments, String... modules) {
    return new MenuEntry(title, "(hd0,0)", kernel, arguments, RamdiskMode.MODULE, List.of(modules));
  }
}
