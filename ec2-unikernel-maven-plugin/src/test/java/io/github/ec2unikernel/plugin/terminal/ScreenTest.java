package io.github.ec2unikernel.plugin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How a guest's console is shown. */
class ScreenTest {

  private static String shown(boolean terminal) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Screen screen = new Screen(output, terminal);
    screen.bytes(ByteBuffer.wrap("\u001b[31mred\r\n".getBytes(StandardCharsets.UTF_8)));
    screen.line("red");
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalGetsTheBytesAsTheyAre() {
    assertThat(shown(true)).isEqualTo("\u001b[31mred\r\n");
  }

  @Test
  void aFileGetsLinesWithoutEscapes() {
    assertThat(shown(false)).isEqualTo("red\n");
  }
}
