package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Ext2Writer;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.fat.FatLayout;
import io.github.ec2unikernel.plugin.fat.FatWriter;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import io.github.ec2unikernel.plugin.mbr.Mbr;
import io.github.ec2unikernel.plugin.mbr.MbrPartition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a planned disk. */
final class DiskWriter {

  /** The unit of the disk's size. */
  private static final long MEBIBYTE = 1 << 20;

  private final Blueprint plan;
  private final Shape shape;
  private final Layout layout;
  private final @Nullable FatLayout systemPartition;

  DiskWriter(Blueprint plan) {
    this.plan = plan;
    this.shape = plan.shape();
    this.layout = Layout.of(plan.tree());
    Content program = plan.starter().efiProgram();
    this.systemPartition =
        program == null
            ? null
            : FatLayout.of(Map.of(Starter.EFI_PATH, program), end() / Mbr.SECTOR);
  }

  /** What reads a disk as it was written. */
  interface Proof<T> {

    /**
     * Returns what was found.
     *
     * @throws IllegalStateException if it is not what it has to be
     */
    T of(ByteSource written) throws IOException;
  }

  /** Returns the disk's length in bytes, of whole MiB. */
  long size() {
    return end() + (systemPartition == null ? 0 : systemPartition.size());
  }

  /** Returns where the file system's room ends. */
  private long end() {
    return shape.start() - Math.floorDiv(-layout.size(), MEBIBYTE) * MEBIBYTE;
  }

  /**
   * Checks that the disk can be written.
   *
   * @throws InputException if it is too large for its partition table
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if there is no room for it
   */
  void requireRoom(TargetPlace place) {
    long limit = Mbr.SECTOR_LIMIT * Mbr.SECTOR;
    if (shape.partitioned() && size() > limit) {
      throw new InputException(
          "The disk would have %d bytes, more than an MBR can tell of (%d)."
              .formatted(size(), limit),
          "Give fewer or smaller modules.");
    }
    place.requireRoom(size() - shape.start());
  }

  /**
   * Writes the disk to its place and returns what was found on the written one.
   *
   * @param proof what has to be found on the disk before it gets to its place
   * @throws InputException if a file has changed since it was planned
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the disk can't be written
   */
  <T> T write(TargetPlace place, Instant timestamp, Proof<T> proof) {
    Identity identity = plan.fingerprint().identity(timestamp, shape.label());
    try (PartFile file = PartFile.beside(place.target())) {
      SparseOutput out = new SparseOutput(file.channel());
      if (shape.partitioned()) {
        out.write(mbr().toBytes());
        out.write(ByteBuffer.wrap(plan.starter().core()));
        out.zerosUntil(shape.start());
      }
      Ext2Writer.write(layout, identity, out);
      out.zerosUntil(end());
      if (systemPartition != null) {
        FatWriter.write(systemPartition, plan.fingerprint().volumeId(), timestamp, out);
      }
      out.finish();
      T found = proof.of(new ChannelSource(file.channel(), size()));
      file.commit();
      return found;
    } catch (IOException e) {
      throw place.failure(e, size() - shape.start());
    }
  }

  private Mbr mbr() {
    byte[] code = plan.starter().code();
    long first = end() / Mbr.SECTOR;
    List<MbrPartition> partitions = new ArrayList<>();
    partitions.add(
        new MbrPartition(
            code.length > 0, MbrPartition.LINUX, Mbr.FIRST_SECTOR, first - Mbr.FIRST_SECTOR));
    if (systemPartition != null) {
      long sectors = systemPartition.size() / Mbr.SECTOR;
      partitions.add(new MbrPartition(false, MbrPartition.EFI_SYSTEM, first, sectors));
    }
    return new Mbr(ByteBuffer.wrap(code), plan.fingerprint().diskSignature(), partitions);
  }
}
