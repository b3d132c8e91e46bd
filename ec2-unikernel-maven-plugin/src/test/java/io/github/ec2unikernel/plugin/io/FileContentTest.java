package io.github.ec2unikernel.plugin.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest {

  @TempDir Path dir;

  @Test
  void bytesAreReadSkippedAndReadAgain() throws IOException {
    Content content = Content.of(Files.write(dir.resolve("m"), new byte[] {1, 2, 3, 4}), "module");
    ByteBuffer two = ByteBuffer.allocate(2);

    for (int i = 0; i < 2; i++) {
      try (ContentReader reader = content.open()) {
        reader.fill(two.clear().limit(1));
        reader.skip(1);
        reader.fill(two.limit(2));
        reader.skip(1);
        reader.requireEnd();
      }
      assertThat(two.array()).containsExactly(1, 3);
    }
  }

  @Test
  void aMissingFileIsNamedWithItsRole() {
    rejects(
        () -> Content.of(dir.resolve("gone"), "module"), "The module " + dir + "/gone does not");
  }

  @Test
  void aDirectoryIsNoContent() {
    rejects(() -> Content.of(dir, "module"), "The module " + dir + " is a directory.");
  }

  @Test
  void aDeviceIsNoContent() {
    rejects(
        () -> Content.of(Path.of("/dev/zero"), "module"),
        "The module /dev/zero is not a regular file.");
  }

  @Test
  void aFileThatGotShorterIsRejectedWithBothSizes() throws IOException {
    Path file = Files.write(dir.resolve("m"), new byte[10]);
    Content content = Content.of(file, "module");
    Files.write(file, new byte[4]);

    rejects(
        () -> content.open().fill(ByteBuffer.allocate(10)),
        "changed while it was read: it had 10 bytes, now it has 4.");
  }

  @Test
  void aFileThatGotLongerIsRejectedAtItsEnd() throws IOException {
    Path file = Files.write(dir.resolve("m"), new byte[10]);
    Content content = Content.of(file, "module");
    Files.write(file, new byte[11]);

    rejects(() -> content.open().requireEnd(), "it had 10 bytes, now it has 11.");
  }

  @Test
  void aFileOfTheSameSizeWrittenToIsRejectedAtItsEnd() throws IOException {
    Path file = Files.write(dir.resolve("m"), new byte[10]);
    Content content = Content.of(file, "module");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    rejects(() -> content.open().requireEnd(), "changed while it was read: it was of 20");
  }

  @Test
  void aFileThatIsGoneIsRejected() throws IOException {
    Path file = Files.write(dir.resolve("m"), new byte[10]);
    Content content = Content.of(file, "module");
    Files.delete(file);

    rejects(content::open, "The module " + file + " can't be read: it is gone.");
  }

  private static void rejects(Runnable attempt, String message) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(attempt::run)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.hint()).isNotBlank());
  }
}
