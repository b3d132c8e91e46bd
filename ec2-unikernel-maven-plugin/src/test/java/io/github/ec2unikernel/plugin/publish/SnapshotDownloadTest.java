package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDownloadTest {

  private static final int BLOCK = RawDisks.BLOCK;

  @TempDir Path folder;
  private LocalAccount account;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void whatWasPublishedComesBackByteForByteInItsVolumesSize() throws IOException {
    DiskImage disk = account.disk("disk", 9L * BLOCK + 512, 0, 1, 5, 9);
    String snapshot = account.publish(disk).snapshot().id();

    assertThat(download(snapshot, 16L * BLOCK)).isEqualTo(4);

    byte[] expected = new byte[16 * BLOCK];
    byte[] written = Files.readAllBytes(disk.file());
    System.arraycopy(written, 0, expected, 0, written.length);
    assertThat(Files.readAllBytes(target())).isEqualTo(expected);
  }

  @Test
  void aBlockThatIsNotWhatEbsSaysIsRefused() throws IOException {
    String snapshot = account.publish(account.disk("disk", 3L * BLOCK, 0, 1)).snapshot().id();
    account.corrupt(snapshot, 1);

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> download(snapshot, 4L * BLOCK))
        .withMessageStartingWith("Block 1 came with the SHA-256 ");
  }

  private int download(String snapshot, long size) throws IOException {
    try (AwsConnection aws = AwsConnection.open(account.target());
        FileChannel file =
            FileChannel.open(target(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return new SnapshotDownload(aws.snapshots().reader(snapshot), 4).into(file, size);
    }
  }

  private Path target() {
    return folder.resolve("downloaded.raw");
  }
}
