package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.plugin.io.Allocation;
import io.github.ec2unikernel.plugin.volume.VolumeBuilder;
import io.github.ec2unikernel.plugin.volume.VolumeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Volumes: one of 100,000 files beside mke2fs, and one of a sparse file beside its source. */
final class VolumeContest {

  private static final int FILES = 100_000;
  private static final long SPARSE = 4L << 30;
  private static final long METADATA = 8L << 20;

  private final Inputs inputs;
  private final Path peer;

  VolumeContest(Inputs inputs) {
    this.inputs = inputs;
    this.peer = inputs.dir().resolve("peer.raw");
  }

  List<Row> run() throws IOException {
    return List.of(files(), sparse());
  }

  private Row files() throws IOException {
    Path tree = inputs.many("many", FILES);
    // The same block size and room for files as ours; mke2fs needs more for itself.
    String size = ((build(tree) >> 20) + 64) + "M";
    Contest.Medians medians =
        new Contest(3, 7)
            .measure(
                () -> build(tree),
                () ->
                    Tool.run(
                        "mke2fs",
                        "-q",
                        "-t",
                        "ext2",
                        "-b",
                        "4096",
                        "-I",
                        "128",
                        "-m",
                        "0",
                        "-N",
                        FILES + 1000,
                        "-d",
                        tree,
                        peer,
                        size),
                this::tidy);
    tidy();
    return Row.within("100,000 files", medians, "mke2fs -d", 3);
  }

  private Row sparse() throws IOException {
    Path file = inputs.sparse("sparse/large.bin", SPARSE);
    build(inputs.dir().resolve("sparse"));
    Row row =
        Row.bytes(
            "4 GiB sparse file, on the disk",
            Allocation.of(inputs.target()),
            "du of the source",
            Allocation.of(file),
            METADATA);
    tidy();
    return row;
  }

  private long build(Path source) {
    return VolumeBuilder.build(
            new VolumeRequest("data", source, OptionalLong.empty(), inputs.target(), Instant.EPOCH))
        .size();
  }

  private void tidy() throws IOException {
    Files.deleteIfExists(inputs.target());
    Files.deleteIfExists(peer);
  }
}
