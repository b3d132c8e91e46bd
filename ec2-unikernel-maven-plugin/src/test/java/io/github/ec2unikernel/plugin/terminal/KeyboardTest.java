package io.github.ec2unikernel.plugin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed, and what ends a session. */
class KeyboardTest {

  private static Keyboard keyboard(String typed, boolean keys) {
    return new Keyboard(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0003", "\u001d"})
  void twoKeysMeanTheEndAndWhatCameBeforeIsStillTyped(String key) {
    try (Keyboard keyboard = keyboard("ls\r" + key + "lost", true)) {
      assertThat(keyboard.hasLeft()).isFalse();
      assertThat(keyboard.typed()).asString().isEqualTo("ls\r");
      assertThat(keyboard.hasLeft()).isTrue();
    }
  }

  @Test
  void whatAProgramSendsHasNoSuchKeysAndItsEndIsNoEnd() {
    try (Keyboard keyboard = keyboard("a\u0003b", false)) {
      assertThat(keyboard.typed()).asString().isEqualTo("a\u0003b");
      assertThat(keyboard.typed()).isEmpty();
      assertThat(keyboard.hasLeft()).isFalse();
    }
  }
}
