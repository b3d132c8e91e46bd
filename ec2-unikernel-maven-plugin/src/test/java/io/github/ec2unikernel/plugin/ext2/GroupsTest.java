package io.github.ec2unikernel.plugin.ext2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {

  @Test
  void copiesAreInGroupsOneAndThePowersOfThreeFiveAndSeven() {
    Groups groups = Groups.of(new Geometry(1024), 400L * 8192, 17, 1);

    List<Integer> copies =
        IntStream.range(0, groups.count()).filter(groups::hasSuperblock).boxed().toList();

    assertThat(copies).containsExactly(0, 1, 3, 5, 7, 9, 25, 27, 49, 81, 125, 243, 343);
  }

  @Test
  void theSmallestFileSystemHasOneGroup() {
    Groups groups = Groups.of(new Geometry(1024), 1, 11, 1);

    assertThat(groups.count()).isEqualTo(1);
    assertThat(groups.inodesPerGroup()).isEqualTo(16);
    // Boot block, superblock, descriptors, two bitmaps, two blocks of inodes, one of data.
    assertThat(groups.blocks()).isEqualTo(8);
  }

  @Test
  void theSizeIsRoundedUpWithinItsLastGroup() {
    assertThat(Groups.of(new Geometry(1024), 1, 11, 1024).blocks()).isEqualTo(1024);
  }

  @Test
  void roundingUpNeverAddsAGroup() {
    Geometry geometry = new Geometry(1024);
    long full = 8192 - 7 + 1;
    Groups exact = Groups.of(geometry, full, 11, 1024);

    assertThat(exact.count()).isEqualTo(1);
    assertThat(exact.blocks()).isEqualTo(8193);
    assertThat(Groups.of(geometry, full + 1, 11, 1024).count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void groupsTileTheFileSystemWithoutGapOrOverlap(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      Geometry geometry = new Geometry(random.nextBoolean() ? 1024 : 4096);
      long data = random.nextLong(1, 1L << random.nextInt(1, 24));
      int inodes = random.nextInt(11, 5000);
      long unit = random.nextBoolean() ? 1 : (1 << 20) / geometry.blockSize();

      Groups groups = Groups.of(geometry, data, inodes, unit);

      assertThat(groups.places()).isGreaterThanOrEqualTo(data);
      assertThat(groups.inodes()).isGreaterThanOrEqualTo(inodes);
      assertThat(groups.inodesPerGroup()).isLessThanOrEqualTo(geometry.bitsPerBlock());
      long next = geometry.firstBlock();
      for (int g = 0; g < groups.count(); g++) {
        assertThat(groups.start(g)).isEqualTo(next);
        assertThat(groups.size(g)).isGreaterThan(groups.metadataBlocks(g));
        next += groups.size(g);
      }
      assertThat(next).isEqualTo(groups.blocks());
      long place = random.nextLong(data);
      int group = groups.groupOf(place);
      assertThat(groups.blockAt(place))
          .isBetween(groups.dataStart(group), groups.start(group) + groups.size(group) - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void aGivenSizeHoldsWhatTheSmallestOneHoldsAndIsUsedToAlmostItsEnd(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      Geometry geometry = new Geometry(random.nextBoolean() ? 1024 : 4096);
      long data = random.nextLong(1, 1L << random.nextInt(1, 24));
      int inodes = random.nextInt(11, 5000);
      long least = Groups.of(geometry, data, inodes, 1).blocks();
      long size = least + random.nextLong(1L << random.nextInt(1, 22));

      Groups.ofSize(geometry, size, data, inodes)
          .ifPresent(
              groups -> {
                int last = groups.count() - 1;
                assertThat(groups.blocks()).isLessThanOrEqualTo(size);
                assertThat(groups.places()).isGreaterThanOrEqualTo(data);
                assertThat(groups.inodes()).isGreaterThanOrEqualTo(inodes);
                assertThat(groups.size(last)).isGreaterThan(groups.metadataBlocks(last));
                assertThat(size - groups.blocks()).isLessThan(groups.metadataBlocks(last) + 60);
              });
      assertThat(Groups.ofSize(geometry, least - 1, data, inodes)).isEmpty();
    }
  }

  @Test
  void theEndOfASizeThatIsTooShortForAGroupIsLeftOut() {
    Geometry geometry = new Geometry(1024);
    long one = 1 + 8192;

    assertThat(Groups.ofSize(geometry, one + 3, 1, 11).orElseThrow().blocks()).isEqualTo(one);
    assertThat(Groups.ofSize(geometry, one + 10, 1, 11).orElseThrow().blocks()).isEqualTo(one + 10);
    assertThat(Groups.ofSize(geometry, 3, 1, 11)).isEmpty();
  }
}
