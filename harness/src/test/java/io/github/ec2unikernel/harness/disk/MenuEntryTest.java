package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MenuEntryTest {

  @Test
  void theTabIndentedFormIsRead() {
    assertThat(
            MenuEntry.defaultOf(
                """
                default 0
                timeout 1
                title unikernel_boot
                \troot (hd0,0)
                \tkernel /k.xen a=1 "b c"
                \tmodule /one
                \tmodule /two x
                """))
        .contains(new MenuEntry(1, "/k.xen", "a=1 \"b c\"", List.of("/one", "/two"), ""));
  }

  @Test
  void theDefaultEntryIsTaken() {
    String menu = "default=1\ntitle a\nroot (hd0)\nkernel /a\ntitle b\nroot (hd0,2)\nkernel /b\n";
    assertThat(MenuEntry.defaultOf(menu)).contains(new MenuEntry(3, "/b", "", List.of(), ""));
  }

  @Test
  void aWholeDiskAndAnInitrdAreRead() {
    String menu = "title a\nroot (hd0)\nkernel /boot/k.gz\ninitrd /boot/initrd\n";
    assertThat(MenuEntry.defaultOf(menu))
        .contains(new MenuEntry(0, "/boot/k.gz", "", List.of(), "/boot/initrd"));
  }

  @Test
  void rootAndKernelOnOneLineMakeNoEntry() {
    assertThat(MenuEntry.defaultOf("title a\nroot (hd0) kernel /a\n")).isEmpty();
  }

  @Test
  void aDefaultBeyondTheMenuMakesNoEntry() {
    assertThat(MenuEntry.defaultOf("default 3\ntitle a\nkernel /a\n")).isEmpty();
  }
}
