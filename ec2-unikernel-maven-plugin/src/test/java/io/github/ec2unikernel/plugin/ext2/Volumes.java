package io.github.ec2unikernel.plugin.ext2;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** File systems in files, from their first byte on. */
final class Volumes {

  static final Identity IDENTITY =
      new Identity(
          UUID.fromString("c0ffee00-0000-8000-8000-000000000001"),
          UUID.fromString("c0ffee00-0000-8000-8000-000000000002"),
          Instant.parse("2026-01-02T03:04:05Z"));

  private Volumes() {}

  /** Writes a file system into a new file. */
  static Ext2Judge write(Layout layout, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
      SparseOutput out = new SparseOutput(channel);
      Ext2Writer.write(layout, IDENTITY, out);
      out.finish();
    }
    return new Ext2Judge(file, 0);
  }
}
