package io.github.ec2unikernel.plugin.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {

  @TempDir Path dir;

  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.write(dir.resolve("disk.raw"), new byte[300_000]);
    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
  }

  @Test
  void theDigestIsTheOneThatSha256sumFinds() {
    assertThat(HostCommand.run("sha256sum", file).output())
        .startsWith(FileDigest.of(file).hex() + " ");
  }

  @Test
  void aStampKeptAsTextServesAsWell() {
    FileStamp kept = new FileStamp(FileStamp.of(file).text());

    assertThat(FileDigest.of(file, kept).hex()).isEqualTo(FileDigest.of(file).hex());
  }

  @Test
  void aDigestThatWasTakenStaysThoughTheFileGoes() throws IOException {
    FileDigest digest = FileDigest.of(file);
    String hex = digest.hex();
    Files.delete(file);

    assertThat(digest.hex()).isEqualTo(hex);
  }

  @Test
  void aFileThatWasChangedIsFoundAfterItsDigestWasTakenAsWell() throws IOException {
    FileDigest digest = FileDigest.of(file);
    digest.requireUnchanged();
    digest.hex();
    Files.write(file, new byte[] {4}, StandardOpenOption.APPEND);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(digest::requireUnchanged)
        .withMessageContaining(file + " was changed while this build ran");
  }

  @Test
  void aFileOfTheSameLengthWrittenToIsNoMoreTheSame() throws IOException {
    FileDigest digest = FileDigest.of(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    rejects(
        digest, file + " was changed while this build ran: it is of 300003 bytes, changed at 19");
  }

  @Test
  void aFileInThePlaceOfTheFirstIsNoMoreTheSame() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    FileDigest digest = FileDigest.of(file);
    Path other = Files.copy(file, dir.resolve("other"));
    Files.setLastModifiedTime(other, time);
    Files.move(file, dir.resolve("old"));
    Files.move(other, file);

    rejects(digest, "was changed while this build ran");
  }

  @Test
  void aFileThatIsGoneHasNoDigest() throws IOException {
    FileDigest digest = FileDigest.of(file);
    Files.delete(file);

    rejects(digest, file + " was removed while this build ran.");
  }

  private static void rejects(FileDigest digest, String message) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(digest::hex)
        .withMessageContaining(message)
        .satisfies(
            e -> assertThat(e.hint()).startsWith("Run the build again, and let nothing else "));
  }
}
