package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScratchDirectoryTest {

  private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));

  @Test
  void closingRemovesItWithAllInIt() throws IOException {
    Path path;
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      path = scratch.path();
      Files.createFile(Files.createDirectory(path.resolve("a")).resolve("b"));
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndWhatAnotherUsesStays() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path abandoned = Files.createDirectory(PARENT.resolve("ec2uk-" + dead.pid() + "-1"));
    Files.createFile(abandoned.resolve("overlay.qcow2"));
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(abandoned, yesterday);
    Path used =
        Files.createDirectory(PARENT.resolve("ec2uk-" + ProcessHandle.current().pid() + "-1"));
    Files.setLastModifiedTime(used, yesterday);
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      assertThat(abandoned).doesNotExist();
      assertThat(used).exists();
      assertThat(scratch.path()).exists();
    } finally {
      Files.delete(used);
    }
  }
}
