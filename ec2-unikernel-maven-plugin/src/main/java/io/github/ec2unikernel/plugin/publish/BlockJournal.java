package io.github.ec2unikernel.plugin.publish;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of the blocks that one snapshot has got, for a run that goes on after a killed one: a line
 * with the snapshot's id, then one of index and digest for each block that AWS has acknowledged.
 *
 * <p>What it says wrongly or no longer says costs time, never correctness: AWS refuses to complete
 * a snapshot of other blocks than were counted and digested.
 */
final class BlockJournal implements AutoCloseable {

  private static final String HEADING = "ec2-unikernel sent 1 ";

  private final Set<DataBlock> before;
  private final OutputStream out;
  private boolean failed;

  private BlockJournal(Set<DataBlock> before, OutputStream out) {
    this.before = before;
    this.out = out;
  }

  /**
   * Opens the file; what it says of another snapshot is dropped. If it can't be read or written,
   * nothing is known, or noted.
   */
  static BlockJournal open(Path file, String snapshotId) {
    Set<DataBlock> before = new HashSet<>();
    try {
      return new BlockJournal(before, opened(file, snapshotId, before));
    } catch (IOException e) {
      return new BlockJournal(before, OutputStream.nullOutputStream());
    }
  }

  private static OutputStream opened(Path file, String snapshotId, Set<DataBlock> before)
      throws IOException {
    String heading = HEADING + snapshotId;
    String text = read(file);
    boolean known = text.startsWith(heading + "\n");
    if (known) {
      // The last line of a killed run may be torn: without its end it counts for nothing.
      List<String> lines = text.substring(0, text.lastIndexOf('\n')).lines().toList();
      lines.stream().skip(1).forEach(line -> add(line, before));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    // Not a channel: an interrupted thread closes one for all others.
    OutputStream out = new FileOutputStream(file.toFile(), known);
    String first = known ? (text.endsWith("\n") ? "" : "\n") : heading + "\n";
    try {
      out.write(first.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      out.close();
      throw e;
    }
    return out;
  }

  private static String read(Path file) throws IOException {
    try {
      // A byte that is no character makes a line that is no block.
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static void add(String line, Set<DataBlock> blocks) {
    int space = line.indexOf(' ');
    String index = line.substring(0, Math.max(0, space));
    if (index.matches("[0-9]{1,9}")) {
      blocks.add(new DataBlock(Integer.parseInt(index), line.substring(space + 1)));
    }
  }

  /** Returns whether an earlier run has sent that block with that content. */
  boolean has(DataBlock block) {
    return before.contains(block);
  }

  /** Notes a block that AWS has acknowledged; a full disk only costs the next run time. */
  synchronized void sent(DataBlock block) {
    if (failed) {
      return;
    }
    try {
      out.write((block.index() + " " + block.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      failed = true;
    }
  }

  /** Deletes a file whose snapshot is complete. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next one begins it anew, as it is of another snapshot.
      return;
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      failed = true;
    }
  }
}
