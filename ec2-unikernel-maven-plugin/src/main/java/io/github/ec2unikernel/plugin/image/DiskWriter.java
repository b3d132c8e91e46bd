package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Ext2Writer;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import io.github.ec2unikernel.plugin.mbr.Mbr;
import java.io.IOException;
import java.time.Instant;

/** Writes a planned disk. */
final class DiskWriter {

  /** The unit of the disk's size. */
  private static final long MEBIBYTE = 1 << 20;

  private final DiskPlan plan;
  private final Shape shape;
  private final Layout layout;

  DiskWriter(DiskPlan plan) {
    this.plan = plan;
    this.shape = plan.profile().shape();
    this.layout = Layout.of(plan.tree());
  }

  /** Returns the disk's length in bytes, of whole MiB. */
  long size() {
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
   * Writes the disk to its place.
   *
   * @param proof what PV-GRUB has to make of the disk before it gets to its place
   * @throws InputException if a file has changed since it was planned
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the disk can't be written
   */
  WrittenDisk write(TargetPlace place, Instant timestamp, BootProof proof) {
    Fingerprint fingerprint = Fingerprint.of(plan);
    Identity identity = fingerprint.identity(timestamp, shape.label());
    try (PartFile file = PartFile.beside(place.target());
        SparseOutput out = new SparseOutput(file.channel())) {
      if (shape.partitioned()) {
        out.write(mbr(fingerprint).toBytes());
        out.zerosUntil(shape.start());
      }
      Ext2Writer.write(layout, identity, out);
      out.zerosUntil(size());
      String sha256 = out.finish();
      BootProof found = proof.requireSame(new ChannelSource(file.channel(), size()));
      file.commit();
      return new WrittenDisk(sha256, found);
    } catch (IOException e) {
      throw place.failure(e, size() - shape.start());
    }
  }

  private Mbr mbr(Fingerprint fingerprint) {
    return new Mbr(
        fingerprint.diskSignature(), Mbr.FIRST_SECTOR, size() / Mbr.SECTOR - Mbr.FIRST_SECTOR);
  }
}
