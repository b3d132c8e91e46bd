package io.github.ec2unikernel.plugin.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.Allocation;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostTree;
import io.github.ec2unikernel.plugin.oracle.LoopMount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of 8 GiB, and 100,000 files. */
class LargeVolumeOracleTest {

  private static final int BLOCK = 4096;
  private static final long SIZE = 8L << 30;

  /** Blocks of the file at whose sides something begins, by the count of 1024 pointers a block. */
  private static final List<Long> EDGES =
      List.of(
          0L,
          12L,
          12L + 1024,
          12L + 2 * 1024,
          12L + 1024 + 1024 * 1024,
          12L + 1024 + 1024 * 1024 + 1024,
          (1L << 31) / BLOCK,
          (1L << 32) / BLOCK,
          SIZE / BLOCK);

  @TempDir Path dir;

  private VolumeFixture fixture;

  @BeforeEach
  void setUp() throws IOException {
    fixture = new VolumeFixture(dir);
  }

  @AfterEach
  void remove() {
    fixture.remove();
  }

  @Test
  void aSparseFileOf8GiBStaysSparseAndKeepsItsBytes() throws IOException {
    Path large = sparse(fixture.source.resolve("large.bin"));

    fixture.build();

    Ext2Judge judge = fixture.judge();
    assertThat(judge.complaints()).isEmpty();
    assertThat(judge.header()).contains("large_file");
    assertThat(judge.debugfs("stat /large.bin"))
        .contains("Size: " + SIZE)
        .contains("(DIND)")
        .contains("(TIND)");
    assertThat(Allocation.of(large)).isLessThan(1 << 20);
    assertThat(Allocation.of(fixture.target)).isLessThan(16 << 20);
    for (long block : aroundEdges()) {
      assertThat(block(fixture.target, blockOfVolume(judge, block)))
          .as("block %d", block)
          .isEqualTo(block(large, block));
    }
    // The other half: blocks at an edge differ from their neighbours.
    assertThat(block(fixture.target, blockOfVolume(judge, 13))).isNotEqualTo(block(large, 12));
    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("mount"))) {
      Path mounted = mount.directory().resolve("large.bin");
      assertThat(mounted).hasSize(SIZE);
      for (long block : aroundEdges()) {
        assertThat(block(mounted, block)).as("block %d", block).isEqualTo(block(large, block));
      }
    }
  }

  /** Hard links become files of their own; the host makes and removes them faster than files. */
  @Test
  void aHundredThousandFilesArrive() throws IOException {
    fixture.shell(
        "mkdir 1; i=0; while [ $i -lt 1000 ]; do echo file $i > 1/file-$i; i=$((i+1)); done;"
            + " for d in $(seq 2 100); do cp -al 1 $d; done");

    fixture.build();

    Ext2Judge judge = fixture.judge();
    assertThat(judge.complaints()).isEmpty();
    assertThat(judge.header()).containsPattern("Inode count: +1001\\d\\d\n");
    HostTree source = new HostTree(fixture.source);
    for (String part : List.of("1", "50", "100")) {
      Path copy = dir.resolve("copy-" + part);
      assertThat(judge.copyTo("/" + part, copy)).isEmpty();
      assertThat(
              new HostTree(fixture.source.resolve(part))
                  .differences(new HostTree(copy.resolve(part))))
          .isEmpty();
    }
    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("mount"))) {
      HostTree mounted = new HostTree(mount.directory());
      assertThat(mounted.entries()).hasSize(100_100).isEqualTo(source.entries());
      assertThat(source.differences(mounted)).isEmpty();
      fixture.shell("echo changed >> 77/file-976");
      assertThat(source.differences(mounted)).contains("file-976").doesNotContain("file-975");
    }
  }

  /** Writes a file that has something in both blocks at each edge, and holes between. */
  private static Path sparse(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(SIZE);
      for (long edge : EDGES) {
        for (long block = Math.max(0, edge - 1); block <= edge && block < SIZE / BLOCK; block++) {
          file.seek(block * BLOCK + 8);
          file.writeLong(block + 1);
        }
      }
      file.seek(SIZE - 1);
      file.write(42);
    }
    return path;
  }

  private static List<Long> aroundEdges() {
    return EDGES.stream()
        .flatMap(edge -> Stream.of(edge - 2, edge - 1, edge, edge + 1))
        .filter(block -> block >= 0 && block < SIZE / BLOCK)
        .toList();
  }

  /** Returns the number of the volume's block that debugfs finds at a block of the file. */
  private static long blockOfVolume(Ext2Judge judge, long block) {
    String answer = judge.debugfs("bmap /large.bin " + block);
    return Long.parseLong(answer.lines().reduce((first, last) -> last).orElse("").strip());
  }

  private static byte[] block(Path file, long block) throws IOException {
    byte[] bytes = new byte[BLOCK];
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      access.seek(block * BLOCK);
      access.readFully(bytes);
    }
    return bytes;
  }
}
