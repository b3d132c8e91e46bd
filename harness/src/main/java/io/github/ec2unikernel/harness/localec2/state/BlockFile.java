package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A snapshot's blocks: a sparse file that is the volume, the checksums of the blocks that were put,
 * and those of the blocks that came from the parent. Its callers hold the snapshot's lock.
 */
public final class BlockFile {

  /** The size of a block in the EBS direct APIs, in bytes. */
  public static final int BLOCK_SIZE = 512 * 1024;

  private final Path directory;
  private final Path volume;
  private final Path putFile;
  private final Path inheritedFile;
  private final Checksums put;
  private final Checksums inherited;

  BlockFile(Path directory, String snapshotId) {
    this.directory = directory;
    volume = directory.resolve(snapshotId + ".raw");
    putFile = directory.resolve(snapshotId + ".sha256");
    inheritedFile = directory.resolve(snapshotId + ".inherited.sha256");
    put = new Checksums(putFile);
    inherited = new Checksums(inheritedFile);
  }

  /** Writes a block; a kill in between leaves it absent, never half of it with a checksum. */
  public void write(int index, ByteBuffer block, byte[] checksum) {
    try {
      byte[] before = put.read(index);
      if (Arrays.equals(before, checksum)) {
        return;
      }
      if (before.length > 0) {
        put.write(index, new byte[Checksums.SIZE]);
      }
      try (FileChannel channel =
          FileChannel.open(volume, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        long start = (long) index * BLOCK_SIZE;
        while (block.hasRemaining()) {
          channel.write(block, start + block.position());
        }
      }
      put.write(index, checksum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the checksums of the blocks that were put, by index, ascending. */
  public Map<Integer, byte[]> put() {
    try {
      return put.all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the checksums of all blocks with the parent's, by index, ascending. */
  public Map<Integer, byte[]> all() {
    try {
      Map<Integer, byte[]> all = inherited.all();
      all.putAll(put.all());
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a block's checksum, empty when there is no such block. */
  public byte[] checksum(int index) {
    try {
      byte[] own = put.read(index);
      return own.length > 0 ? own : inherited.read(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a block's bytes. */
  public byte[] read(int index) {
    try (FileChannel channel = FileChannel.open(volume, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_SIZE);
      long start = (long) index * BLOCK_SIZE;
      while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {
        // More may come.
      }
      return block.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes over a parent's blocks, so that the parent may be deleted; its own come on top. */
  public void inherit(BlockFile parent) {
    makeDirectory();
    try {
      Map<Integer, byte[]> blocks = parent.all();
      if (!blocks.isEmpty()) {
        BlockRanges.copy(parent.volume, volume, blocks.keySet());
        inherited.writeAll(blocks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Becomes the same as another that is sealed, and like it must not be written to. */
  public void share(BlockFile sealed) {
    makeDirectory();
    delete();
    if (!isLinked(sealed)) {
      inherit(sealed);
      return;
    }
    try {
      inherited.writeAll(sealed.all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A second name of the file, which no one writes to any more, instead of a second file.
  private boolean isLinked(BlockFile sealed) {
    try {
      Files.createLink(volume, sealed.volume);
      return true;
    } catch (UnsupportedOperationException | IOException e) {
      // Not all file systems have links; a copy is as good.
      return false;
    }
  }

  private void makeDirectory() {
    try {
      // The first snapshot of a region may be a copy, whose blocks come before its record.
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the file as long as the volume, with holes. */
  public void seal(long bytes) {
    makeDirectory();
    try (FileChannel channel =
        FileChannel.open(volume, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < bytes) {
        channel.write(ByteBuffer.allocate(1), bytes - 1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when a block was last put, 1970 when none was. */
  public Instant lastPut() {
    try {
      return Files.exists(putFile) ? Files.getLastModifiedTime(putFile).toInstant() : Instant.EPOCH;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Becomes another snapshot's, which has none yet. */
  public void moveTo(BlockFile other) {
    try {
      Files.createDirectories(other.directory);
      Path[][] pairs = {
        {putFile, other.putFile}, {inheritedFile, other.inheritedFile}, {volume, other.volume}
      };
      for (Path[] pair : pairs) {
        if (Files.exists(pair[0])) {
          Files.move(pair[0], pair[1], StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes everything. */
  public void delete() {
    try {
      Files.deleteIfExists(volume);
      Files.deleteIfExists(putFile);
      Files.deleteIfExists(inheritedFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
