package io.github.ec2unikernel.plugin.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostTree;
import io.github.ec2unikernel.plugin.oracle.LoopMount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes judged by e2fsck, by debugfs, and by the host's own kernel. */
class VolumeOracleTest {

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

  /** With 1 KiB blocks where no size is given, with 4 KiB blocks otherwise. */
  @ParameterizedTest
  @ValueSource(longs = {0, 4L << 20, 100L << 20})
  void everythingThatASourceCanHoldArrives(long size) throws IOException {
    fixture.fillWithEverything();

    VolumeBuilder.build(fixture.request(size == 0 ? OptionalLong.empty() : OptionalLong.of(size)));

    requireSameAsSource();
  }

  @Test
  void specialBitsAreKept() throws IOException {
    fixture.shell("touch f; chmod 4755 f; mkdir d; chmod 1777 d");

    fixture.build();

    assertThat(fixture.judge().debugfs("stat /f")).contains("Mode:  04755");
    assertThat(fixture.judge().debugfs("stat /d")).contains("Mode:  01777");
  }

  @Test
  void aLinkOfTheGreatestLengthArrives() throws IOException {
    String part = "0123456789abcdef".repeat(15) + "/";
    fixture.shell("ln -s " + part.repeat(17).substring(0, 4095) + " longest");
    fixture.file("file", 10);

    fixture.build();

    assertThat(fixture.judge().header()).containsPattern("Block size: +4096");
    requireSameAsSource();
  }

  @Test
  void deepTreesAndDirectoriesOfManyBlocksArrive() throws IOException {
    fixture.shell(
        "p=.; for i in $(seq 300); do p=$p/d; done; mkdir -p $p; echo end > $p/file;"
            + " mkdir many dirs; cd many; seq -f 'a-name-that-takes-some-room-%.0f' 20000 | xargs touch;"
            + " cd ../dirs; seq 600 | xargs mkdir");

    fixture.build();

    assertThat(fixture.judge().debugfs("stat /many")).contains("(IND)");
    assertThat(fixture.judge().debugfs("stat /dirs")).contains("Links: 602");
    requireSameAsSource();
  }

  @Test
  void timesAreTheBuildsOrTheFilesOwn() throws IOException {
    fixture.fillWithEverything();
    fixture.shell("find . -exec touch -h -d 2001-02-03T04:05:06Z {} +");

    fixture.build();
    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("mount"))) {
      assertThat(new HostTree(mount.directory()).times())
          .allMatch(line -> line.endsWith(" " + VolumeFixture.TIME.getEpochSecond()));
    }
    VolumeRequest r = fixture.request();
    VolumeBuilder.build(
        new VolumeRequest(r.name(), r.source(), r.size(), r.target(), r.timestamp(), true));
    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("second"))) {
      assertThat(new HostTree(mount.directory()).times())
          .isEqualTo(new HostTree(fixture.source).times())
          .allMatch(line -> line.endsWith(" 981173106"));
    }
  }

  @Test
  void aGivenSizeLeavesRoomForTheGuest() throws IOException {
    fixture.file("file", 10);

    VolumeImage volume = VolumeBuilder.build(fixture.request(OptionalLong.of(300L << 20)));

    assertThat(volume.size()).isEqualTo(300L << 20);
    assertThat(volume.file()).hasSize(300L << 20);
    assertThat(fixture.judge().complaints()).isEmpty();
    assertThat(fixture.judge().header())
        .containsPattern("Filesystem volume name: +data\n")
        .containsPattern("Block count: +76800\n")
        .containsPattern("Inode count: +192\\d\\d\n")
        .containsPattern("Free blocks: +76\\d\\d\\d\n")
        .containsPattern("Filesystem features: +filetype sparse_super\n")
        .containsPattern("Filesystem state: +clean\n");
  }

  /** The judges' other half. */
  @Test
  void theJudgesSeeWhatIsNotAsInTheSource() throws IOException {
    fixture.fillWithEverything();
    fixture.build();
    Path copy = dir.resolve("copy");
    fixture.judge().copyTo(copy);
    HostTree source = new HostTree(fixture.source);
    assertThat(source.differences(new HostTree(copy))).isEmpty();
    assertThat(new HostTree(copy).entries()).isEqualTo(source.entriesWithoutSpecialBits());

    fixture.shell("chmod 700 a/file; ln -sf elsewhere dangling; printf 12345 > a/empty");

    assertThat(new HostTree(copy).entries()).isNotEqualTo(source.entriesWithoutSpecialBits());
    assertThat(source.differences(new HostTree(copy)))
        .contains("a/empty")
        .contains("dangling")
        .doesNotContain("many blocks");
  }

  @Test
  void theKernelSeesADamagedTarget() throws IOException {
    fixture.shell("ln -s a-short-target-0123456789 link");
    fixture.build();
    replace("a-short-target", "a-Short-target");

    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("mount"))) {
      assertThat(new HostTree(mount.directory()).entries())
          .isNotEqualTo(new HostTree(fixture.source).entries());
    }
  }

  @Test
  void e2fsckSeesALinkOfAnotherLength() throws IOException {
    fixture.shell("ln -s a-short-target-0123456789 link");
    fixture.build();
    replace("a-short-target", "a-\0hort-target");

    assertThat(fixture.judge().complaints()).contains("Symlink");
  }

  /** Puts bytes where others of the same number are. */
  private void replace(String old, String replacement) throws IOException {
    String all = Files.readString(fixture.target, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(old);
    assertThat(at).isPositive();
    try (RandomAccessFile file = new RandomAccessFile(fixture.target.toFile(), "rw")) {
      file.seek(at);
      file.write(replacement.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void requireSameAsSource() throws IOException {
    Ext2Judge judge = fixture.judge();
    HostTree source = new HostTree(fixture.source);
    assertThat(judge.complaints()).isEmpty();
    Path copy = dir.resolve("copy");
    assertThat(judge.copyTo(copy)).isEmpty();
    assertThat(new HostTree(copy).entries()).isEqualTo(source.entriesWithoutSpecialBits());
    assertThat(source.differences(new HostTree(copy))).isEmpty();
    try (LoopMount mount = LoopMount.of(fixture.target, dir.resolve("mount"))) {
      HostTree mounted = new HostTree(mount.directory());
      assertThat(mounted.entries()).isEqualTo(source.entries());
      assertThat(source.differences(mounted)).isEmpty();
    }
  }
}
