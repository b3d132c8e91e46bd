package io.github.ec2unikernel.harness.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLogTest {

  @TempDir Path directory;

  @Test
  void theFileHasAll() throws IOException {
    Path file = directory.resolve("a/console.log");
    try (ConsoleLog log = ConsoleLog.create(file)) {
      for (int i = 1; i <= 50; i++) {
        log.add("line " + i);
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(50);
  }

  @Test
  void aFloodEndsTheFileWithANote() throws IOException {
    Path file = directory.resolve("console.log");
    try (ConsoleLog log = ConsoleLog.create(file, 100)) {
      for (int i = 0; i < 1000; i++) {
        log.add("flood " + i);
      }
    }
    assertThat(Files.readAllLines(file)).hasSizeLessThan(20).last().asString().contains("limit");
  }

  @Test
  void aFileThatCantBeMadeIsNamed() throws IOException {
    Path blocker = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> ConsoleLog.create(blocker.resolve("console.log")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(blocker.toString());
  }
}
