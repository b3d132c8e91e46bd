package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.util.Optional;

/** A disk as its bytes lie on it: an MBR, a GPT or no partitions, with ext2, ext3 or ext4. */
public final class RawDisk implements DiskContents {

  private final DiskBytes bytes;
  private final PartitionTable partitions;

  /**
   * Reads the partition table.
   *
   * @throws DamagedDiskException if it is damaged
   */
  public RawDisk(ByteSource source) throws IOException {
    this.bytes = new DiskBytes(source);
    this.partitions = PartitionTable.read(bytes);
  }

  @Override
  public boolean hasGpt() {
    return partitions.kind() == PartitionTable.Kind.GPT;
  }

  @Override
  public Optional<FileSystemContents> fileSystem(int partition) throws IOException {
    Optional<ExtSuperblock> found = superblock(partition);
    if (found.isEmpty() || found.get().refusal().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new ExtFileSystem(bytes, found.get()));
  }

  @Override
  public String whyNone(int partition) throws IOException {
    if (partition > 0) {
      Partition it = partitions.byNumber().get(partition);
      if (partitions.kind() == PartitionTable.Kind.NONE) {
        return "there is no partition table";
      }
      if (it == null) {
        return partition > 4 && !hasGpt()
            ? "logical partitions are not followed here"
            : "there is no such partition";
      }
      if (!it.mayHoldExt2()) {
        return "its type is %02x; PV-GRUB looks for ext2 in type 83 only".formatted(it.type());
      }
      if (it.start() >= bytes.size()) {
        return "it begins beyond the end of the disk";
      }
    }
    return superblock(partition)
        .flatMap(ExtSuperblock::refusal)
        .orElse("there is no ext2, ext3 or ext4 (no magic number 0xef53)");
  }

  private Optional<ExtSuperblock> superblock(int partition) throws IOException {
    if (partition == 0) {
      return ExtSuperblock.read(bytes, 0);
    }
    Partition it = partitions.byNumber().get(partition);
    return it != null && it.mayHoldExt2()
        ? ExtSuperblock.read(bytes, it.start())
        : Optional.empty();
  }
}
