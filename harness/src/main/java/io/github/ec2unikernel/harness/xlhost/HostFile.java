package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Conversation;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file that a guest needs on its host; what the guest does to it is thrown away with it.
 *
 * @param name its name there
 * @param source the file here, which is read only
 * @param size how long it is to be there, in bytes; 0 for the file's own length
 */
record HostFile(String name, Path source, long size) {

  private static final int SECTOR = 512;
  private static final int BUFFER = 1 << 20;

  /** What takes longer than this has come to a standstill. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  HostFile(String name, Path source) {
    this(name, source, 0);
  }

  /** Returns the order that makes it as long as it is to be; an empty string for none. */
  String order() {
    return size == 0 ? "" : "size " + name + " " + size / SECTOR + "\n";
  }

  /**
   * Sends it, without the zeros at the end of one that gets a size.
   *
   * @param command puts its input into the file
   */
  void send(Command command, Path directory) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Conversation talk =
        ProcessRunner.converse(command, directory, output -> {}, error -> write(error, said))) {
      String broken = "";
      try (InputStream in = Files.newInputStream(source)) {
        long left = size == 0 ? Files.size(source) : used();
        byte[] buffer = new byte[BUFFER];
        while (left > 0) {
          int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
          if (count < 0) {
            throw new IOException(source + " got shorter while it was read");
          }
          talk.send(ByteBuffer.wrap(buffer, 0, count));
          left -= count;
        }
        talk.endInput();
      } catch (IOException e) {
        broken = " (" + e.getMessage() + ")";
      }
      Exit exit = talk.await(LONGEST);
      if (!exit.succeeded() || !broken.isEmpty()) {
        throw new EnvironmentException(
            source
                + " does not get to the Xen host: "
                + said.toString(StandardCharsets.UTF_8).strip()
                + broken,
            "See that its folder for temporary files has room (TMPDIR there).");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while sending " + source, "Run it again.", e);
    }
  }

  private static void write(ByteBuffer bytes, ByteArrayOutputStream to) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    to.writeBytes(copy);
  }

  /** Returns how far the file is other than zero, in bytes. */
  private long used() throws IOException {
    try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
      byte[] block = new byte[BUFFER];
      for (long end = channel.size(); end > 0; ) {
        long start = (end - 1) / BUFFER * BUFFER;
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, (int) (end - start));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
          // until it is whole
        }
        for (int i = bytes.position(); i > 0; i--) {
          if (block[i - 1] != 0) {
            return start + i;
          }
        }
        end = start;
      }
      return 0;
    }
  }
}
