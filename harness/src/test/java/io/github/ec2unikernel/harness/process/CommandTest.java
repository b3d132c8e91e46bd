package io.github.ec2unikernel.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(Command.of("qemu", "-m", "64", "a=b,c").toShell()).isEqualTo("qemu -m 64 a=b,c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "it's", "$HOME", "", "a\"b", "line\nbreak", "\\", "*"})
  void aShellReadsBackWhatWasQuoted(String word) {
    String line = Command.of("printf", "%s", word).toShell();
    Exit exit =
        ProcessRunner.run(Command.of("sh", "-c", line), Path.of("/"), Duration.ofSeconds(5));
    assertThat(exit.output()).isEqualTo(word);
  }
}
