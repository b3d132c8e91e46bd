package io.github.ec2unikernel.plugin.ext2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of each structure on disk, at the offsets that the kernel's documentation gives. */
class StructuresTest {

  private static final UUID ID = UUID.fromString("00112233-4455-8677-8899-aabbccddeeff");

  private static final Identity IDENTITY =
      new Identity(ID, ID, Instant.ofEpochSecond(1234), "data-äö");

  @Test
  void theSuperblockHasItsFieldsInPlace() {
    ByteBuffer bytes =
        new Superblock(24, 1024, 989, 7, new Geometry(4096), 32, 3, true, IDENTITY).toBytes();

    assertThat(bytes.remaining()).isEqualTo(1024);
    assertThat(bytes.getInt(0x00)).as("s_inodes_count").isEqualTo(24);
    assertThat(bytes.getInt(0x04)).as("s_blocks_count").isEqualTo(1024);
    assertThat(bytes.getInt(0x08)).as("s_r_blocks_count").isZero();
    assertThat(bytes.getInt(0x0c)).as("s_free_blocks_count").isEqualTo(989);
    assertThat(bytes.getInt(0x10)).as("s_free_inodes_count").isEqualTo(7);
    assertThat(bytes.getInt(0x14)).as("s_first_data_block").isZero();
    assertThat(bytes.getInt(0x18)).as("s_log_block_size").isEqualTo(2);
    assertThat(bytes.getInt(0x20)).as("s_blocks_per_group").isEqualTo(32768);
    assertThat(bytes.getInt(0x28)).as("s_inodes_per_group").isEqualTo(32);
    assertThat(bytes.getInt(0x30)).as("s_wtime").isEqualTo(1234);
    assertThat(bytes.getShort(0x38)).as("s_magic").isEqualTo((short) 0xef53);
    assertThat(bytes.getShort(0x3a)).as("s_state").isEqualTo((short) 1);
    assertThat(bytes.getInt(0x4c)).as("s_rev_level").isEqualTo(1);
    assertThat(bytes.getInt(0x54)).as("s_first_ino").isEqualTo(11);
    assertThat(bytes.getShort(0x58)).as("s_inode_size").isEqualTo((short) 128);
    assertThat(bytes.getShort(0x5a)).as("s_block_group_nr").isEqualTo((short) 3);
    assertThat(bytes.getInt(0x5c)).as("s_feature_compat").isZero();
    assertThat(bytes.getInt(0x60)).as("s_feature_incompat").isEqualTo(2);
    assertThat(bytes.getInt(0x64)).as("s_feature_ro_compat").isEqualTo(3);
    assertThat(hex(bytes, 0x68, 16)).as("s_uuid").isEqualTo("00112233445586778899aabbccddeeff");
    assertThat(hex(bytes, 0x78, 16))
        .as("s_volume_name")
        .isEqualTo("646174612dc3a4c3b6" + "0".repeat(14));
    assertThat(hex(bytes, 0xec, 16)).as("s_hash_seed").isEqualTo(hex(bytes, 0x68, 16));
  }

  @Test
  void largeFilesAreAFeatureOnlyWhereThereAreSome() {
    ByteBuffer bytes =
        new Superblock(24, 1024, 989, 7, new Geometry(1024), 24, 0, false, IDENTITY).toBytes();

    assertThat(bytes.getInt(0x64)).isEqualTo(1);
    assertThat(bytes.getInt(0x14)).as("s_first_data_block").isEqualTo(1);
    assertThat(bytes.getInt(0x18)).as("s_log_block_size").isZero();
  }

  @Test
  void aGroupDescriptorIsOf32Bytes() {
    ByteBuffer bytes = buffer(32);
    new GroupDescriptor(3, 4, 0x80000005L, 40000, 7, 2).put(bytes);

    assertThat(hex(bytes, 0, bytes.capacity()))
        .isEqualTo("030000000400000005000080409c07000200" + "0".repeat(28));
  }

  @Test
  void anInodeHasItsFieldsInPlace() {
    ByteBuffer bytes = buffer(128);
    List<Long> pointers = new java.util.ArrayList<>(Collections.nCopies(15, 0L));
    pointers.set(0, 0xfffffff0L);
    pointers.set(14, 77L);
    new Inode(Inode.TYPE_REGULAR | 0644, 0x1_2345_6789L, 1, 0x9000_0000L, 99, pointers).put(bytes);

    assertThat(bytes.position()).isEqualTo(128);
    assertThat(bytes.getShort(0x00)).as("i_mode").isEqualTo((short) 0100644);
    assertThat(bytes.getInt(0x04)).as("i_size").isEqualTo(0x2345_6789);
    assertThat(bytes.getInt(0x6c)).as("i_size_high").isEqualTo(1);
    assertThat(bytes.getInt(0x08)).as("i_atime").isEqualTo(99);
    assertThat(bytes.getInt(0x0c)).as("i_ctime").isEqualTo(99);
    assertThat(bytes.getInt(0x10)).as("i_mtime").isEqualTo(99);
    assertThat(bytes.getInt(0x14)).as("i_dtime").isZero();
    assertThat(bytes.getShort(0x1a)).as("i_links_count").isEqualTo((short) 1);
    assertThat(bytes.getInt(0x1c)).as("i_blocks").isEqualTo(0x9000_0000);
    assertThat(bytes.getInt(0x28)).as("i_block[0]").isEqualTo(0xffff_fff0);
    assertThat(bytes.getInt(0x60)).as("i_block[14]").isEqualTo(77);
  }

  @Test
  void aDirectoryEntryIsPaddedToFourBytes() {
    ByteBuffer bytes = buffer(16);
    DirectoryEntry entry = new DirectoryEntry(12, DirectoryEntry.TYPE_DIRECTORY, "grubs");
    entry.put(bytes, 16);

    assertThat(entry.size()).isEqualTo(16);
    assertThat(hex(bytes, 0, bytes.capacity()))
        .isEqualTo("0c00000010000502" + "6772756273" + "000000");
  }

  @Test
  void aDirectorysLastEntryTakesTheBlocksRest() {
    List<DirectoryEntry> entries =
        List.of(new DirectoryEntry(2, 2, "."), new DirectoryEntry(2, 2, ".."));
    ByteBuffer bytes = wrap(new DirectoryBlocks(entries, 1024, 1).toBytes());

    assertThat(bytes.remaining()).isEqualTo(1024);
    assertThat(bytes.getShort(4)).isEqualTo((short) 12);
    assertThat(bytes.getShort(12 + 4)).isEqualTo((short) 1012);
  }

  @Test
  void anEntryThatDoesNotFitBeginsTheNextBlock() {
    List<DirectoryEntry> entries =
        Collections.nCopies(5, new DirectoryEntry(20, 1, "n".repeat(200)));
    DirectoryBlocks blocks = new DirectoryBlocks(entries, 1024, 1);
    ByteBuffer bytes = wrap(blocks.toBytes());

    assertThat(blocks.count()).isEqualTo(2);
    assertThat(bytes.getShort(3 * 208 + 4)).isEqualTo((short) (1024 - 3 * 208));
    assertThat(bytes.getShort(1024 + 4)).isEqualTo((short) 1024);
  }

  @Test
  void blocksWithoutANameAreOneFreeStretchEach() {
    ByteBuffer bytes = wrap(new DirectoryBlocks(List.of(), 1024, 2).toBytes());

    assertThat(bytes.remaining()).isEqualTo(2048);
    assertThat(bytes.getLong(1024)).isEqualTo(0x0000_0400_0000_0000L);
  }

  @Test
  void aBitmapMarksWhatIsUsedAndWhatIsNot() {
    ByteBuffer bytes = new Bitmap(11, 20, 64).toBytes();

    assertThat(hex(bytes, 0, 8)).isEqualTo("ff07f0ffffffffff");
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String hex(ByteBuffer bytes, int at, int length) {
    byte[] part = new byte[length];
    bytes.get(at, part);
    return HexFormat.of().formatHex(part);
  }
}
