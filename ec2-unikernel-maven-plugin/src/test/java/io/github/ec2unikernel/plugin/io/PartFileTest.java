package io.github.ec2unikernel.plugin.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {

  @TempDir Path dir;

  @Test
  void theTargetAppearsWithItsContentAndNothingBesideIt() throws IOException {
    Path target = dir.resolve("disk.raw");
    try (PartFile part = PartFile.beside(target)) {
      part.channel().write(ByteBuffer.wrap(new byte[] {1, 2}));
      assertThat(target).doesNotExist();
      part.commit();
    }

    assertThat(target).hasBinaryContent(new byte[] {1, 2});
    assertThat(dir).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void withoutCommitTheOldTargetStaysAndNothingElse() throws IOException {
    Path target = Files.writeString(dir.resolve("disk.raw"), "old");
    try (PartFile part = PartFile.beside(target)) {
      part.channel().write(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    assertThat(target).hasContent("old");
    assertThat(dir).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void theTargetIsAsReadableAsAnyNewFile() throws IOException {
    Path target = dir.resolve("disk.raw");
    try (PartFile part = PartFile.beside(target)) {
      part.commit();
    }
    Path other = Files.createFile(dir.resolve("other"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
  }
}
