package io.github.ec2unikernel.plugin.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.oracle.ChildJava;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeBuilderTest {

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
  void anEmptyDirectoryMakesAVolumeOfOneMebibyte() {
    VolumeImage volume = fixture.build();

    assertThat(volume.name()).isEqualTo("data");
    assertThat(volume.file()).isEqualTo(fixture.target).hasSize(1 << 20);
    assertThat(volume.size()).isEqualTo(1 << 20);
    assertThat(HostCommand.run("sha256sum", fixture.target).output()).startsWith(volume.sha256());
    assertThat(fixture.judge().complaints()).isEmpty();
  }

  @Test
  void aFileMakesAVolumeWithThatFile() throws IOException {
    Path file = fixture.file("config.json", 100);
    Path link = Files.createSymbolicLink(dir.resolve("settings"), file);

    for (Path source : List.of(file, link)) {
      VolumeBuilder.build(
          new VolumeRequest(
              "config", source, OptionalLong.empty(), fixture.target, VolumeFixture.TIME));

      assertThat(fixture.judge().debugfs("stat /" + source.getFileName())).contains("Size: 100");
      assertThat(fixture.judge().header()).containsPattern("volume name: +config\n");
    }
  }

  @Test
  void theSameSourceGivesTheSameBytesWhateverItsTimesAndPlace() throws IOException {
    fixture.fillWithEverything();
    String first = fixture.build().sha256();
    Path copy = dir.resolve("copy");
    HostCommand.run("cp", "-r", "--preserve=mode,links", fixture.source, copy);

    VolumeImage second =
        VolumeBuilder.build(
            new VolumeRequest(
                "data", copy, OptionalLong.empty(), dir.resolve("second"), VolumeFixture.TIME));

    assertThat(second.sha256()).isEqualTo(first);
  }

  /** Java knows a name's bytes as text only in the charset of its locale. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
  void theLocaleMakesNoDifference(String locale) throws IOException {
    fixture.fillWithEverything();
    String here = fixture.build().sha256();
    List<String> command = new ArrayList<>(List.of("env", "LC_ALL=" + locale));
    command.addAll(
        ChildJava.command(VolumeMain.class, List.of(), fixture.source, dir.resolve("other")));

    assertThat(HostCommand.run(command).output().strip()).isEqualTo(here);
  }

  @Test
  void everyPartOfTheSourceAndOfTheRequestShowsInTheVolumesNumber() throws IOException {
    fixture.file("a/file", 100);
    fixture.file("b", 100);
    List<UUID> numbers = new ArrayList<>();
    numbers.add(number(fixture.build()));
    for (String change :
        List.of(
            "mv a/file a/other",
            "chmod 600 b",
            "mv b a",
            "ln -s x link",
            "ln -sfn y link",
            "mkdir c",
            "printf 'other bytes' | dd of=a/b conv=notrunc")) {
      fixture.shell(change);
      numbers.add(number(fixture.build()));
    }
    numbers.add(
        number(
            VolumeBuilder.build(
                new VolumeRequest(
                    "other",
                    fixture.source,
                    OptionalLong.empty(),
                    fixture.target,
                    VolumeFixture.TIME))));

    assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number.version() == 8);
    assertThat(number(fixture.build())).isEqualTo(numbers.get(numbers.size() - 2));
  }

  @Test
  void aGivenSizeIsRoundedUpToWholeMebibytes() throws IOException {
    fixture.file("file", 10);

    for (long size : new long[] {1, 1 << 20, (5 << 20) + 1}) {
      VolumeImage volume = VolumeBuilder.build(fixture.request(OptionalLong.of(size)));

      assertThat(volume.size()).isEqualTo(-Math.floorDiv(-size, 1 << 20) * (1 << 20));
      assertThat(fixture.judge().complaints()).isEmpty();
    }
  }

  /** Sizes at which a group begins or is too short, and the least one of many. */
  @ParameterizedTest
  @ValueSource(ints = {8, 9, 16, 17, 63, 64, 65, 127, 128, 129, 130, 1025})
  void volumesOfAnySizeAreSound(int mebibytes) throws IOException {
    fixture.file("file", 7 << 20);
    fixture.shell("seq 300 | xargs touch");

    VolumeImage volume =
        VolumeBuilder.build(fixture.request(OptionalLong.of((long) mebibytes << 20)));

    assertThat(volume.file()).hasSize((long) mebibytes << 20);
    assertThat(fixture.judge().complaints()).isEmpty();
  }

  @Test
  void aSizeThatFitsWithSmallBlocksOnlyIsEnough() throws IOException {
    fixture.shell("for i in $(seq 16500); do echo x > $i; done");

    VolumeBuilder.build(fixture.request(OptionalLong.of(64 << 20)));

    assertThat(fixture.judge().header()).containsPattern("Block size: +1024");
    assertThat(fixture.judge().complaints()).isEmpty();
  }

  private static UUID number(VolumeImage volume) throws IOException {
    byte[] bytes = Files.readAllBytes(volume.file());
    ByteBuffer uuid = ByteBuffer.wrap(bytes, 1024 + 0x68, 16);
    return new UUID(uuid.getLong(), uuid.getLong());
  }
}
