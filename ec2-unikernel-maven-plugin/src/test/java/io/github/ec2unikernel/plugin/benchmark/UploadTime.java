package io.github.ec2unikernel.plugin.benchmark;

import java.util.Locale;

/**
 * What one upload took, its process's start included.
 *
 * @param seconds how long
 * @param bytes how many bytes of blocks or of objects were sent
 */
record UploadTime(double seconds, long bytes) {

  /** Returns the line of a table. */
  String row(String image, int latency, String who, long size, double ours) {
    return String.format(
        Locale.ROOT,
        "%-22s %5d ms  %-20s %8.2f s %8.1f MiB/s %9.1f MiB sent   ours is %.2f x as fast",
        image,
        latency,
        who,
        seconds,
        size / 1048576.0 / seconds,
        bytes / 1048576.0,
        seconds / ours);
  }
}
