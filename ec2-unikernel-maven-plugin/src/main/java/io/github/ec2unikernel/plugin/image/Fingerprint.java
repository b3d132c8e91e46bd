package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.Fingerprinter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * Where the numbers come from that tell a disk from others: its menu, and the names, sizes and
 * bytes of its files.
 */
record Fingerprint(ByteBuffer numbers) {

  static Fingerprint of(byte[] menu, Map<String, Content> files) {
    Fingerprinter fingerprinter = new Fingerprinter();
    fingerprinter.add(menu);
    files.forEach((path, content) -> fingerprinter.add(path.substring(1), content));
    return new Fingerprint(fingerprinter.finish());
  }

  /** Returns what the file system on the disk is known by. */
  Identity identity(Instant time, String label) {
    return Identity.of(numbers, time, label);
  }

  /** Returns what tells the disk's EFI system partition from others. */
  int volumeId() {
    return numbers.getInt(Fingerprinter.FURTHER + Integer.BYTES);
  }

  int diskSignature() {
    // 0 stands for a disk without a signature.
    return Math.max(1, numbers.getInt(Fingerprinter.FURTHER) & Integer.MAX_VALUE);
  }
}
