package io.github.ec2unikernel.plugin.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot holds, block by block, as text of its own:
 *
 * <pre>
 * ec2-unikernel blocks 1
 * volume GIB blocks COUNT
 * INDEX SHA256
 * </pre>
 *
 * <p>A line for each block of 512 KiB that isn't all zeros, in ascending order: its index from 0
 * and the base64 of its SHA-256, zeros after the disk's end included. COUNT is how many lines there
 * are. Lines end in a single newline. The SHA-256 of these bytes is the snapshot's tag {@value
 * ResourceTags#BLOCKS}.
 *
 * @param volumeSizeGib the size of the volume in GiB
 * @param blocks the blocks that aren't all zeros, in ascending order
 */
public record BlockManifest(int volumeSizeGib, List<DataBlock> blocks) {

  private static final String HEADING = "ec2-unikernel blocks 1";
  private static final int DIGEST_LENGTH = 32;

  /** Takes a copy of the blocks. */
  public BlockManifest {
    blocks = List.copyOf(blocks);
  }

  /** Returns the canonical bytes. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder(HEADING);
    text.append("\nvolume ").append(volumeSizeGib).append(" blocks ").append(blocks.size());
    text.append('\n');
    for (DataBlock block : blocks) {
      text.append(block.index()).append(' ').append(block.sha256()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the SHA-256 of the canonical bytes, 64 lower-case hex digits. */
  String digest() {
    return Sha256.hex(bytes());
  }

  /** Returns the blocks' digests by their index. */
  Map<Integer, String> byIndex() {
    Map<Integer, String> digests = new TreeMap<>();
    blocks.forEach(block -> digests.put(block.index(), block.sha256()));
    return digests;
  }

  /**
   * Reads canonical bytes.
   *
   * @throws IllegalArgumentException if they are anything else
   */
  static BlockManifest parse(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    String[] sizes = lines.length < 2 ? new String[0] : lines[1].split(" ", -1);
    if (sizes.length != 4 || !lines[0].equals(HEADING)) {
      throw new IllegalArgumentException("it does not begin as a list of blocks does");
    }
    List<DataBlock> blocks = new ArrayList<>();
    for (int i = 2; i < lines.length - 1; i++) {
      blocks.add(block(lines[i], blocks.isEmpty() ? -1 : blocks.get(blocks.size() - 1).index()));
    }
    BlockManifest manifest = new BlockManifest(Integer.parseInt(sizes[1]), blocks);
    if (!Arrays.equals(manifest.bytes(), bytes)) {
      throw new IllegalArgumentException("it is cut short, or not in the form that is digested");
    }
    return manifest;
  }

  private static DataBlock block(String line, int before) {
    int space = line.indexOf(' ');
    DataBlock block =
        new DataBlock(
            Integer.parseInt(line.substring(0, Math.max(0, space))), line.substring(space + 1));
    if (block.index() <= before
        || Base64.getDecoder().decode(block.sha256()).length != DIGEST_LENGTH) {
      throw new IllegalArgumentException("the line '" + line + "' is no block after " + before);
    }
    return block;
  }
}
