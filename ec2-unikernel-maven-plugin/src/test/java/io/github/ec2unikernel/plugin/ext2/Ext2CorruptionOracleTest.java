package io.github.ec2unikernel.plugin.ext2;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.PatternContent;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judges' other half: each must reject a file system of ours with one byte spoiled. */
class Ext2CorruptionOracleTest {

  private static final int BLOCK = 1024;
  private static final int SPOILED_BITS = 0x51;
  private static final long DESCRIPTORS = 2 * BLOCK;
  private static final PatternContent FILE = PatternContent.of(9 << 20);

  private final FileTree tree = new FileTree().add("/boot/kernel", FILE);
  private final Layout layout = Layout.of(tree, BLOCK);
  private final Groups groups = layout.groups();

  @TempDir Path dir;

  private Ext2Judge volume = new Ext2Judge(Path.of(""), 0);

  /** One byte of one structure, in the first or in a later group. */
  enum Damage {
    BLOCK_BITMAP,
    BLOCK_BITMAP_OF_THE_LAST_GROUP,
    PADDING_OF_A_BITMAP,
    INODE_BITMAP,
    FREE_BLOCKS_OF_A_GROUP,
    DIRECTORIES_OF_A_GROUP,
    INODES_OF_ALL,
    MODE_OF_THE_ROOT,
    LINKS_OF_A_FILE,
    BLOCK_COUNT_OF_A_FILE,
    DIRECT_POINTER,
    SINGLE_INDIRECT_POINTER,
    POINTER_IN_AN_INDIRECT_BLOCK,
    NAME_LENGTH_IN_A_DIRECTORY,
    INODE_IN_A_DIRECTORY,
    TYPE_IN_A_DIRECTORY
  }

  @BeforeEach
  void write() throws IOException {
    volume = Volumes.write(layout, dir.resolve("volume.ext2"));
  }

  @Test
  void theUndamagedFileSystemIsSound() throws IOException {
    assertThat(volume.complaints()).isEmpty();
    assertThat(volume.holds("/boot/kernel", FILE)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void e2fsckRejectsDamage(Damage damage) throws IOException {
    flip(offset(damage));

    assertThat(volume.complaints()).isNotEmpty();
  }

  @Test
  void debugfsShowsDamagedData() throws IOException {
    PlacedNode file = layout.nodes().get(layout.nodes().size() - 1);
    flip(groups.blockAt(file.firstPlace() + file.blocks() - 1) * BLOCK);

    assertThat(volume.complaints()).as("e2fsck can't see it").isEmpty();
    assertThat(volume.holds("/boot/kernel", FILE)).isFalse();
  }

  private long offset(Damage damage) {
    PlacedNode file = layout.nodes().get(layout.nodes().size() - 1);
    long fileInode = inode(file.inode());
    long rootBlock = groups.blockAt(0) * BLOCK;
    return switch (damage) {
      case BLOCK_BITMAP -> groups.blockBitmap(0) * BLOCK + 50;
      case BLOCK_BITMAP_OF_THE_LAST_GROUP -> groups.blockBitmap(groups.count() - 1) * BLOCK + 9;
      case PADDING_OF_A_BITMAP -> groups.inodeBitmap(0) * BLOCK + BLOCK - 1;
      case INODE_BITMAP -> groups.inodeBitmap(0) * BLOCK;
      case FREE_BLOCKS_OF_A_GROUP -> DESCRIPTORS + GroupDescriptor.SIZE + 0x0c;
      case DIRECTORIES_OF_A_GROUP -> DESCRIPTORS + 0x10;
      case INODES_OF_ALL -> Superblock.OFFSET;
      case MODE_OF_THE_ROOT -> inode(Inode.ROOT) + 1;
      case LINKS_OF_A_FILE -> fileInode + 0x1a;
      case BLOCK_COUNT_OF_A_FILE -> fileInode + 0x1c;
      case DIRECT_POINTER -> fileInode + 0x28 + 4 * 5;
      case SINGLE_INDIRECT_POINTER -> fileInode + 0x28 + 4 * 12;
      case POINTER_IN_AN_INDIRECT_BLOCK -> groups.blockAt(file.firstPlace() + 12) * BLOCK + 40;
      case NAME_LENGTH_IN_A_DIRECTORY -> rootBlock + 12 + 12 + 6;
      case INODE_IN_A_DIRECTORY -> rootBlock + 12 + 12;
      case TYPE_IN_A_DIRECTORY -> rootBlock + 12 + 12 + 7;
    };
  }

  private long inode(int number) {
    int group = (number - 1) / groups.inodesPerGroup();
    int index = (number - 1) % groups.inodesPerGroup();
    return groups.inodeTable(group) * BLOCK + (long) index * Inode.SIZE;
  }

  /** Inverts some bits of a byte, the lowest among them. */
  private void flip(long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(volume.file(), READ, WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ SPOILED_BITS)).rewind();
      channel.write(one, offset);
    }
  }
}
