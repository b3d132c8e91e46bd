package io.github.ec2unikernel.plugin.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MenuWriterTest {

  @Test
  void aKernelAloneHasFiveLines() {
    assertThat(written(new Menu(Menu.DEFAULT_TITLE, "hello.xen", "", List.of())))
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
    Menu menu = new Menu("My server", "www.xen", "port=80  debug", List.of("z.bin", "a.bin"));

    assertThat(written(menu))
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
  void argumentsAreWrittenAsUtf8() {
    assertThat(MenuWriter.write(new Menu("t", "k", "name=ä", List.of())))
        .containsSequence('n', 'a', 'm', 'e', '=', 0xc3, 0xa4, '\n');
  }

  private static String written(Menu menu) {
    return new String(MenuWriter.write(menu), StandardCharsets.UTF_8);
  }
}
