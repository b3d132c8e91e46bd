package io.github.ec2unikernel.plugin.ext2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTreeTest {

  private static final long PER_BLOCK = 256;
  private static final long DOUBLE = 12 + PER_BLOCK;
  private static final long TRIPLE = DOUBLE + PER_BLOCK * PER_BLOCK;

  private final BlockTree tree = new BlockTree(new Geometry(1024));

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "12, 12",
    // The single indirect block, then the double one with its first child.
    "13, 14",
    "268, 269",
    "269, 272",
    "524, 527",
    "525, 529",
    // All of the double tree, then the triple one with two blocks below it.
    "65804, 66062",
    "65805, 66066"
  })
  void blocksWithPointersAreCounted(long data, long all) {
    assertThat(tree.count(data)).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        11,
        12,
        13,
        100,
        DOUBLE - 1,
        DOUBLE,
        DOUBLE + 1,
        DOUBLE + PER_BLOCK,
        DOUBLE + PER_BLOCK + 1,
        TRIPLE - 1,
        TRIPLE,
        TRIPLE + 1,
        TRIPLE + PER_BLOCK + 1,
        TRIPLE + PER_BLOCK * PER_BLOCK + 1
      })
  void everyBlockIsReachedByExactlyOnePointer(long dataBlocks) throws IOException {
    Visits visits = new Visits();

    tree.visit(dataBlocks, visits);

    assertThat(visits.dataPlaces).hasSize((int) dataBlocks);
    assertThat(visits.next).isEqualTo(tree.count(dataBlocks));
    assertThat(reached(dataBlocks, visits)).isEqualTo(visits.dataPlaces);
  }

  @Test
  void moreThanAnInodeReachesIsRefused() {
    assertThat(tree.capacity()).isEqualTo(TRIPLE + PER_BLOCK * PER_BLOCK * PER_BLOCK);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree.visit(tree.capacity() + 1, new Visits()));
  }

  /** Follows the pointers as a reader does: direct, then the three trees, front to back. */
  private List<Long> reached(long dataBlocks, Visits visits) {
    List<Long> places = new ArrayList<>();
    for (long i = 0; i < Math.min(12, dataBlocks); i++) {
      places.add(i);
    }
    for (int level = 1; level <= 3; level++) {
      long place = tree.indirect(level, dataBlocks);
      if (place >= 0) {
        follow(level, place, visits, places);
      }
    }
    return places;
  }

  private static void follow(int level, long place, Visits visits, List<Long> places) {
    if (level == 0) {
      places.add(place);
      return;
    }
    assertThat(visits.pointers).containsKey(place);
    visits
        .pointers
        .getOrDefault(place, List.of())
        .forEach(child -> follow(level - 1, child, visits, places));
  }

  /** Writes down where everything comes to lie. */
  private static final class Visits implements BlockTree.Visitor {

    private final List<Long> dataPlaces = new ArrayList<>();
    private final Map<Long, List<Long>> pointers = new HashMap<>();
    private long next;

    @Override
    public void data(long blocks) {
      for (long i = 0; i < blocks; i++) {
        dataPlaces.add(next++);
      }
    }

    @Override
    public void pointers(long first, long stride, int count) {
      List<Long> children = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        children.add(first + i * stride);
      }
      pointers.put(next++, children);
    }
  }
}
