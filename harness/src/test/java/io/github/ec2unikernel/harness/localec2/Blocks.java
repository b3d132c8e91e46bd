package io.github.ec2unikernel.harness.localec2;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Blocks of 512 KiB that tests write. */
final class Blocks {

  static final int SIZE = 512 * 1024;

  private Blocks() {}

  /** Returns a block of random bytes, the same for the same seed. */
  static byte[] random(long seed) {
    byte[] block = new byte[SIZE];
    new SplittableRandom(seed).nextBytes(block);
    return block;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64Sha256(byte[] bytes) {
    return Base64.getEncoder().encodeToString(sha256(bytes));
  }

  /** Returns the checksum of a snapshot with these blocks, in ascending order of their index. */
  static String linear(List<byte[]> blocks) {
    byte[] digests = new byte[32 * blocks.size()];
    for (int i = 0; i < blocks.size(); i++) {
      System.arraycopy(sha256(blocks.get(i)), 0, digests, 32 * i, 32);
    }
    return base64Sha256(digests);
  }

  static void put(EbsClient ebs, String snapshotId, int index, byte[] block) {
    ebs.putSnapshotBlock(
        r ->
            r.snapshotId(snapshotId)
                .blockIndex(index)
                .dataLength(block.length)
                .checksum(base64Sha256(block))
                .checksumAlgorithm("SHA256"),
        RequestBody.fromBytes(block));
  }

  static void complete(EbsClient ebs, String snapshotId, List<byte[]> blocks) {
    ebs.completeSnapshot(
        r ->
            r.snapshotId(snapshotId)
                .changedBlocksCount(blocks.size())
                .checksum(linear(blocks))
                .checksumAlgorithm("SHA256")
                .checksumAggregationMethod("LINEAR"));
  }

  /** Makes a snapshot of 1 GiB with some blocks, and returns its id when it is completed. */
  static String snapshot(LocalEc2 local, int count) {
    try (EbsClient ebs = Clients.ebs(local);
        Ec2Client ec2 = Clients.ec2(local)) {
      String id = ebs.startSnapshot(r -> r.volumeSize(1L)).snapshotId();
      List<byte[]> blocks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        blocks.add(random(i));
        put(ebs, id, i, blocks.get(i));
      }
      complete(ebs, id, blocks);
      awaitCompleted(ec2, id);
      return id;
    }
  }

  /** Waits until a snapshot is there for EC2 as well. */
  static void awaitSeen(Ec2Client ec2, String id) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (ec2.describeSnapshots().snapshots().stream().noneMatch(s -> s.snapshotId().equals(id))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(id + " is not seen after 10 s");
      }
      Thread.onSpinWait();
    }
  }

  static void awaitCompleted(Ec2Client ec2, String id) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0).state()
        != SnapshotState.COMPLETED) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(id + " is not completed after 10 s");
      }
      Thread.onSpinWait();
    }
  }
}
