package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.io.Fingerprinter;
import io.github.ec2unikernel.plugin.menu.MenuWriter;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Where the numbers come from that tell a disk from others: its menu, and the names, sizes and
 * bytes of its files.
 */
record Fingerprint(ByteBuffer numbers) {

  static Fingerprint of(DiskFiles files) {
    Fingerprinter fingerprinter = new Fingerprinter();
    fingerprinter.add(MenuWriter.write(files.menu()));
    files.byName().forEach(fingerprinter::add);
    return new Fingerprint(fingerprinter.finish());
  }

  /** Returns what the file system on the disk is known by. */
  Identity identity(Instant time) {
    return Identity.of(numbers, time, "");
  }

  int diskSignature() {
    // 0 stands for a disk without a signature.
    return Math.max(1, numbers.getInt(Fingerprinter.FURTHER) & Integer.MAX_VALUE);
  }
}
