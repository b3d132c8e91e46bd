package io.github.ec2unikernel.plugin.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.Allocation;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostTree;
import io.github.ec2unikernel.plugin.oracle.LoopMount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    requireSameEdges(judge, large);
    // The other half: the comparison notices a byte that is not the source's.
    assertThat(sameBlock(judge, large, 12, 13)).isFalse();
    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("mount"))) {
      assertThat(new HostTree(fixture.source).differences(new HostTree(mount.directory())))
          .isEmpty();
    }
  }

  @Test
  void aHundredThousandFilesArrive() throws IOException {
    fixture.shell(
        "for d in $(seq 100); do mkdir $d; done; i=0;"
            + " while [ $i -lt 100000 ]; do echo file $i > $((i % 100 + 1))/file-$i; i=$((i+1)); done");

    fixture.build();

    Ext2Judge judge = fixture.judge();
    assertThat(judge.complaints()).isEmpty();
    assertThat(judge.header()).containsPattern("Inode count: +1001\\d\\d\n");
    HostTree source = new HostTree(fixture.source);
    Path copy = dir.resolve("copy");
    assertThat(judge.copyTo(copy)).isEmpty();
    assertThat(source.differences(new HostTree(copy))).isEmpty();
    Files.writeString(fixture.source.resolve("77/file-99976"), "file 99977\n");
    assertThat(source.differences(new HostTree(copy))).contains("file-99976");
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

  private static void requireSameEdges(Ext2Judge judge, Path large) throws IOException {
    for (long edge : EDGES) {
      for (long block = Math.max(0, edge - 2); block <= edge + 1; block++) {
        if (block < SIZE / BLOCK) {
          assertThat(sameBlock(judge, large, block, block)).as("block %d", block).isTrue();
        }
      }
    }
  }

  /** Returns whether a block of the source is what debugfs finds at a block of the file. */
  private static boolean sameBlock(Ext2Judge judge, Path large, long ofSource, long ofFile)
      throws IOException {
    String answer = judge.debugfs("bmap /large.bin " + ofFile);
    long at = Long.parseLong(answer.lines().reduce((first, last) -> last).orElse("").strip());
    byte[] expected = new byte[BLOCK];
    byte[] found = new byte[BLOCK];
    try (RandomAccessFile source = new RandomAccessFile(large.toFile(), "r");
        RandomAccessFile volume = new RandomAccessFile(judge.file().toFile(), "r")) {
      source.seek(ofSource * BLOCK);
      source.readFully(expected);
      volume.seek(at * BLOCK);
      volume.readFully(found);
    }
    return Arrays.equals(expected, found);
  }
}
