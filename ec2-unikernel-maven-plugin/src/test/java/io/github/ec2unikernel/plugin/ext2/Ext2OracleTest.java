package io.github.ec2unikernel.plugin.ext2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.Allocation;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.PatternContent;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judged by e2fsck, debugfs and dumpe2fs, over the sizes at which something begins or ends. */
class Ext2OracleTest {

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"1024, 256", "4096, 1024"})
  void filesAroundEveryIndirectionAreSound(int blockSize, int pointers) throws IOException {
    List<Long> sizes = new ArrayList<>(List.of(0L, 1L));
    for (long blocks : new long[] {1, 2, 11, 12, 13, 12 + pointers, 12 + 2 * pointers}) {
      for (int delta = -1; delta <= 1; delta++) {
        sizes.add(blocks * blockSize + delta);
        sizes.add((blocks + 1) * blockSize + delta);
      }
    }
    FileTree tree = new FileTree();
    for (int i = 0; i < sizes.size(); i++) {
      tree.add("/file-" + i, PatternContent.of(sizes.get(i)));
    }

    Ext2Judge volume = written(tree, blockSize);

    requireSound(volume);
    for (int i = 0; i < sizes.size(); i++) {
      assertThat(volume.holds("/file-" + i, PatternContent.of(sizes.get(i))))
          .as("a file of %d bytes", sizes.get(i))
          .isTrue();
    }
  }

  /** With 1 KiB blocks, the triple indirect tree begins at 64 MiB and 268 KiB. */
  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "256", "257"})
  void filesAroundTheTripleIndirectionAreSound(int delta) throws IOException {
    Content content = PatternContent.of((12 + 256 + 256 * 256 + delta) * 1024L - 5);

    Ext2Judge volume = written(new FileTree().add("/file", content), 1024);

    requireSound(volume);
    assertThat(volume.holds("/file", content)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "9"})
  void fileSystemsThatFillTheirGroupsToTheLastBlockAreSound(int groups) throws IOException {
    long blocks = largestFile(groups);
    for (int delta = -1; delta <= 1; delta++) {
      FileTree tree = new FileTree().add("/file", PatternContent.of((blocks + delta) * 1024));
      assertThat(Layout.of(tree, 1024).groups().count()).isEqualTo(groups + Math.max(0, delta));

      Ext2Judge volume = written(tree, 1024);

      requireSound(volume);
      assertThat(volume.holds("/file", PatternContent.of((blocks + delta) * 1024))).isTrue();
    }
  }

  @Test
  void nestedDirectoriesOfManyEntriesAreSound() throws IOException {
    FileTree tree = new FileTree();
    for (int i = 0; i < 3000; i++) {
      tree.add("/many/" + "long-name-".repeat(i % 20) + i, PatternContent.of(i % 7));
    }
    for (int i = 0; i < 300; i++) {
      tree.add("/deep" + "/d".repeat(i % 40) + "/x" + i + "/file", PatternContent.of(i));
    }

    Ext2Judge volume = written(tree, 1024);

    requireSound(volume);
    assertThat(volume.holds("/many/long-name-long-name-2982", PatternContent.of(0))).isTrue();
    assertThat(volume.holds("/deep/d/d/d/d/d/x205/file", PatternContent.of(205))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1024", "4096"})
  void runsOfZerosAreBlocksOfTheFileAndHolesOnTheHost(int blockSize) throws IOException {
    Content content = new PatternContent(40 << 20, 2);
    Ext2Judge volume = written(new FileTree().add("/file", content), blockSize);

    requireSound(volume);
    assertThat(volume.holds("/file", content)).isTrue();
    assertThat(volume.debugfs("stat /file"))
        .contains(
            "Blockcount: "
                + (new BlockTree(new Geometry(blockSize)).count((40 << 20) / blockSize)
                    * blockSize
                    / 512));
    assertThat(Allocation.of(volume.file())).isLessThan(25 << 20);
  }

  @Test
  void ownersModesAndTimesAreAsIntended() throws IOException {
    Ext2Judge volume = written(new FileTree().add("/boot/kernel", PatternContent.of(5)), 1024);

    assertThat(volume.debugfs("stat /boot/kernel"))
        .contains("Type: regular    Mode:  0644")
        .contains("User:     0   Group:     0")
        .contains("mtime: 0x695735a5");
    assertThat(volume.debugfs("stat /boot")).contains("Type: directory    Mode:  0755");
    assertThat(volume.debugfs("stat /lost+found"))
        .contains("Inode: 11   Type: directory    Mode:  0700");
  }

  @Test
  void onlyFeaturesThatGrub097KnowsAreUsed() throws IOException {
    Ext2Judge volume = written(new FileTree().add("/kernel", PatternContent.of(5)), 1024);

    assertThat(HostCommand.run("dumpe2fs", "-h", volume.file()).output())
        .contains("Filesystem UUID:          c0ffee00-0000-8000-8000-000000000001")
        .containsPattern("Filesystem features: +filetype sparse_super\n")
        .containsPattern("Inode size:\\s+128\n")
        .containsPattern("Filesystem state: +clean\n");
  }

  /** Returns the most blocks that a file can have in so many groups. */
  private static long largestFile(int groups) {
    long fits = 1;
    long tooMany = groups * 8192L;
    while (tooMany - fits > 1) {
      long middle = (fits + tooMany) / 2;
      FileTree tree = new FileTree().add("/file", PatternContent.of(middle * 1024));
      if (Layout.of(tree, 1024).groups().count() <= groups) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits;
  }

  private Ext2Judge written(FileTree tree, int blockSize) throws IOException {
    Path file = dir.resolve("volume.ext2");
    Files.deleteIfExists(file);
    return Volumes.write(Layout.of(tree, blockSize), file);
  }

  private static void requireSound(Ext2Judge volume) {
    assertThat(volume.complaints()).isEmpty();
  }
}
