package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Iterator;

/** Copies blocks from one volume to the same places of another, those side by side at once. */
final class BlockRanges {

  private BlockRanges() {}

  /**
   * Copies them, inside the kernel where it can.
   *
   * @param indexes the blocks, ascending
   */
  static void copy(Path from, Path to, Collection<Integer> indexes) throws IOException {
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel target =
            FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Iterator<Integer> rest = indexes.iterator();
      int start = rest.next();
      int end = start + 1;
      while (rest.hasNext()) {
        int index = rest.next();
        if (index > end) {
          copy(source, target, start, end);
          start = index;
        }
        end = index + 1;
      }
      copy(source, target, start, end);
    }
  }

  private static void copy(FileChannel source, FileChannel target, long start, long end)
      throws IOException {
    long from = start * BlockFile.BLOCK_SIZE;
    // What a volume that is not sealed lacks at its end is a hole.
    long to = Math.min(source.size(), end * BlockFile.BLOCK_SIZE);
    target.position(from);
    while (from < to) {
      long count = source.transferTo(from, to - from, target);
      if (count <= 0) {
        throw new IOException("A volume ends at " + from + " instead of " + to);
      }
      from += count;
      target.position(from);
    }
  }
}
