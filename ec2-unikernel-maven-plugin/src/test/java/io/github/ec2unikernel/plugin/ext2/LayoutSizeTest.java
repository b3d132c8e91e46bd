package io.github.ec2unikernel.plugin.ext2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.PatternContent;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File systems of a given size. */
class LayoutSizeTest {

  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path dir;

  /** This size is the one that users are told to give. */
  @Test
  void theLeastSizeHoldsTheFiles() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3000; i++) {
      FileTree tree = new FileTree();
      int files = i % 3 == 0 ? 1 : random.nextInt(1, 60);
      long most = random.nextLong(1, (i % 10 == 0 ? 200 : 80) * MEBIBYTE) / files + 1;
      for (int file = 0; file < files; file++) {
        tree.add("/file-" + file, PatternContent.of(random.nextLong(most)));
      }
      long size = roundedUp(Layout.leastSize(tree));

      assertThat(Layout.ofSize(tree, size))
          .as("%d files of %d bytes in %d", files, tree.bytes(), size)
          .hasValueSatisfying(layout -> assertThat(layout.size()).isBetween(1L, size));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000000, 1024",
    // Only 4 KiB blocks leave room for the pointers.
    "1, 11470801, 4096",
    "1, 100000000, 4096",
    // Only 1 KiB blocks leave room for the ends.
    "40000, 1700, 1024"
  })
  void eachChoiceOfBlocksIsSound(int files, long bytes, int blockSize) throws IOException {
    FileTree tree = new FileTree();
    for (int file = 0; file < files; file++) {
      tree.add("/file-" + file, PatternContent.of(bytes));
    }
    long size = roundedUp(Layout.leastSize(tree));
    Layout layout = Layout.ofSize(tree, size).orElseThrow();

    Ext2Judge volume = Volumes.write(layout, dir.resolve("volume.ext2"));

    assertThat(layout.geometry().blockSize()).isEqualTo(blockSize);
    assertThat(volume.complaints()).isEmpty();
    assertThat(volume.holds("/file-0", PatternContent.of(bytes))).isTrue();
  }

  private static long roundedUp(long size) {
    return (size + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE;
  }
}
