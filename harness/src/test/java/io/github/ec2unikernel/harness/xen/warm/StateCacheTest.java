package io.github.ec2unikernel.harness.xen.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCacheTest {

  private static final int SIZE = 1 << 20;

  @TempDir Path directory;
  private StateCache cache;

  @BeforeEach
  void prepare() {
    cache = new StateCache(directory.resolve("states"), 10 * SIZE);
  }

  private static StateKey key(String matter) {
    return StateKey.of(SavePoint.BUILT, List.of(matter));
  }

  /** Saves a memory of 1 MiB, the second half zero. */
  private SavedState save(String matter) throws IOException {
    byte[] memory = new byte[SIZE];
    SplittableRandom random = new SplittableRandom(matter.hashCode());
    for (int i = 0; i < SIZE / 2; i++) {
      memory[i] = (byte) random.nextInt();
    }
    Path file = Files.write(directory.resolve("memory"), memory);
    try (UnfinishedState unfinished = cache.begin(key(matter))) {
      Files.writeString(unfinished.devices(), "devices of " + matter);
      unfinished.publish(file);
    }
    return cache.find(key(matter)).orElseThrow();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(cache.directory())) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatWasSavedIsFoundWholeWithHolesForZeros() throws IOException {
    SavedState state = save("one");
    assertThat(state.damage()).isEmpty();
    assertThat(state.memory()).hasSameBinaryContentAs(directory.resolve("memory"));
    assertThat(state.stored()).isLessThan(SIZE * 3 / 4).isGreaterThan(SIZE / 2);
    assertThat(names()).containsExactly(key("one").name());
  }

  @Test
  void aMachineOfAnotherKindIsNotFound() throws IOException {
    save("one");
    assertThat(cache.find(key("two"))).isEmpty();
    assertThat(cache.find(StateKey.of(SavePoint.READY, List.of("one")))).isEmpty();
  }

  @Test
  void toAskWhetherAMachineWasSavedIsNoUseOfIt() throws IOException {
    SavedState saved = save("one");
    age(saved.directory(), Duration.ofDays(1));
    FileTime unused = Files.getLastModifiedTime(saved.directory());
    assertThat(cache.has(key("one"))).isTrue();
    assertThat(cache.has(key("two"))).isFalse();
    assertThat(Files.getLastModifiedTime(saved.directory())).isEqualTo(unused);
    assertThat(cache.find(key("one"))).isPresent();
    assertThat(Files.getLastModifiedTime(saved.directory())).isGreaterThan(unused);
  }

  @Test
  void whatIsNotPublishedLeavesNothing() throws IOException {
    cache.begin(key("one")).close();
    assertThat(names()).isEmpty();
  }

  @Test
  void theFirstOfTwoIsKept() throws IOException {
    UnfinishedState late = cache.begin(key("one"));
    SavedState first = save("one");
    Files.writeString(late.devices(), "another");
    late.publish(directory.resolve("memory"));
    assertThat(Files.readString(first.devices())).isEqualTo("devices of one");
    assertThat(names()).containsExactly(key("one").name());
  }

  @Test
  void aMachineWhoseDevicesWereNotWrittenIsNotPublished() throws IOException {
    Path memory = Files.write(directory.resolve("memory"), new byte[SIZE]);
    try (UnfinishedState unfinished = cache.begin(key("one"))) {
      assertThatThrownBy(() -> unfinished.publish(memory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("QEMU wrote nothing");
    }
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memory shorter", "memory longer", "memory bit", "memory bit in a hole", "memory missing",
        "devices shorter", "devices bit", "manifest garbage", "manifest shorter", "manifest missing"
      })
  void everyDamageIsFound(String damage) throws IOException {
    SavedState state = save(damage);
    Path file = state.directory().resolve(damage.split(" ", -1)[0]);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      long length = open.length();
      switch (damage.substring(damage.indexOf(' ') + 1)) {
        case "shorter" -> open.setLength(length - 7);
        case "longer" -> open.setLength(length + 1);
        case "bit" -> flip(open, 5);
        case "bit in a hole" -> flip(open, length - 5);
        case "garbage" -> open.writeBytes("\u0000\u00ff garbage");
        default -> Files.delete(file);
      }
    }
    assertThat(new SavedState(state.key(), state.directory()).damage()).isPresent();
    cache.remove(state);
    assertThat(names()).isEmpty();
  }

  private static void flip(RandomAccessFile file, long at) throws IOException {
    file.seek(at);
    int old = file.read();
    file.seek(at);
    file.write(old ^ 0x10);
  }

  @Test
  void whatIsDamagedAfterItWasFoundWholeIsFoundDamaged() throws IOException {
    SavedState state = save("one");
    assertThat(state.damage()).isEmpty();
    Files.writeString(state.devices(), "devices of two");
    assertThat(state.damage()).hasValueSatisfying(why -> assertThat(why).contains("devices"));
  }

  @Test
  void whatWasNotUsedForLongAndWhatKilledProcessesLeftIsRemoved() throws IOException {
    SavedState old = save("old");
    SavedState used = save("used");
    Path abandoned = cache.begin(key("abandoned")).directory();
    Path begun = cache.begin(key("begun")).directory();
    age(old.directory(), Duration.ofDays(15));
    age(used.directory(), Duration.ofDays(13));
    age(abandoned, Duration.ofHours(7));
    age(begun, Duration.ofHours(5));
    save("new");
    assertThat(List.of(old.directory(), abandoned)).noneMatch(Files::exists);
    assertThat(List.of(used.directory(), begun)).allMatch(Files::exists);
  }

  @Test
  void theLeastUsedIsRemovedWhenThereIsNoRoomForAll() throws IOException {
    cache = new StateCache(cache.directory(), 2 * SIZE);
    for (int i = 0; i < 4; i++) {
      age(save("state " + i).directory(), Duration.ofHours(20 - i));
    }
    assertThat(cache.find(key("state 0"))).isEmpty();
    assertThat(cache.find(key("state 1"))).isPresent(); // and used by this
    save("state 4");
    assertThat(cache.find(key("state 1"))).isPresent();
    assertThat(cache.find(key("state 2"))).isEmpty();
  }

  @Test
  void whatDoesNotWorkHereIsKeptInMind() throws IOException {
    assertThat(cache.refuses(key("one"))).isFalse();
    cache.refuse(key("one"));
    assertThat(cache.refuses(key("one"))).isTrue();
    assertThat(cache.refuses(key("two"))).isFalse();
  }

  @Test
  void whatDidNotWorkADayAgoIsTriedAgain() throws IOException {
    cache.refuse(key("old"));
    cache.refuse(key("new"));
    age(cache.refusal(key("old")), Duration.ofHours(25));
    age(cache.refusal(key("new")), Duration.ofHours(23));
    assertThat(cache.refuses(key("old"))).isFalse();
    assertThat(cache.refusal(key("old"))).doesNotExist();
    assertThat(cache.refuses(key("new"))).isTrue();
  }

  @Test
  void aMachineWhoseMemoryCanOnlyBeReadIsNotFound() throws IOException {
    Path memory = save("one").memory();
    assertThat(memory.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(memory)).as("root may write to everything").isFalse();
    assertThat(cache.find(key("one"))).isEmpty();
  }

  @Test
  void whatIsNotPublishedWhenTheJvmEndsIsRemoved() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName(),
                cache.directory().toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor()).as(printed).isZero();
    assertThat(printed).contains("has unfinished-");
    assertThat(names()).isEmpty();
  }

  /** Ends in the middle of saving a machine. */
  static final class Ending {

    private Ending() {}

    public static void main(String[] words) throws IOException {
      StateCache cache = new StateCache(Path.of(words[0]), SIZE);
      UnfinishedState begun = cache.begin(key("one"));
      Files.writeString(begun.directory().resolve(SavedState.MEMORY), "half of it");
      System.out.println("has " + begun.directory().getFileName());
      System.exit(0);
    }
  }

  private static void age(Path path, Duration age) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }
}
