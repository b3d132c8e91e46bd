package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotReader;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads a completed snapshot back, every block of it, and compares it with what it is to hold. */
final class SnapshotVerifier {

  private final SnapshotReader reader;
  private final Map<Integer, String> expected;

  SnapshotVerifier(SnapshotReader reader, BlockManifest manifest) {
    this.reader = reader;
    expected = manifest.byIndex();
  }

  /** Returns what is wrong in the snapshot, or empty if every block is as it should be. */
  Optional<String> fault(int connections) {
    Map<Integer, String> tokens = reader.blocks();
    for (Integer index : expected.keySet()) {
      if (!tokens.containsKey(index)) {
        return Optional.of("block " + index + " is missing");
      }
    }
    List<Map.Entry<Integer, String>> blocks = new ArrayList<>(tokens.entrySet());
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    new Workers("ec2-unikernel-verify", Math.min(connections, blocks.size()))
        .run(
            stopped -> {
              byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
              for (int i = next.getAndIncrement();
                  i < blocks.size() && faults.isEmpty() && !stopped.get();
                  i = next.getAndIncrement()) {
                compare(blocks.get(i).getKey(), blocks.get(i).getValue(), buffer, faults);
              }
            });
    return Optional.ofNullable(faults.peek());
  }

  private void compare(int index, String token, byte[] buffer, Queue<String> faults) {
    reader.read(index, token, buffer);
    DataBlock wanted =
        expected.containsKey(index)
            ? new DataBlock(index, String.valueOf(expected.get(index)))
            : DataBlock.ofZeros(index);
    String found = DataBlock.digest(buffer);
    if (!found.equals(wanted.sha256())) {
      faults.add("block " + index + " has the SHA-256 " + found + ", not " + wanted.sha256());
    }
  }
}
