package io.github.ec2unikernel.plugin.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.ext2.Ext2Writer;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.io.Fingerprinter;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no volume, each with a message that names it and a hint; the old volume stays. */
class VolumeRejectionTest {

  private static final String OLD = "the old volume";

  @TempDir Path dir;

  private VolumeFixture fixture;

  @BeforeEach
  void setUp() throws IOException {
    fixture = new VolumeFixture(dir);
    Files.createDirectories(fixture.target.getParent());
    Files.writeString(fixture.target, OLD);
  }

  @AfterEach
  void remove() {
    fixture.remove();
  }

  @Test
  void aSizeThatIsTooSmallIsRefusedWithTheOneThatIsNeeded() throws IOException {
    fixture.file("file", 5_000_000);

    rejects(fixture.request(OptionalLong.of(4 << 20)))
        .withMessage(
            "The volume 'data' needs 5242880 bytes (5 MiB) for %s, and its <size> is 4194304."
                .formatted(fixture.source));
    assertThat(VolumeBuilder.build(fixture.request(OptionalLong.of(5242880))).size())
        .isEqualTo(5242880);
  }

  @Test
  void aSizeBeyondExt2IsRefused() {
    rejects(fixture.request(OptionalLong.of(16L << 40)))
        .withMessageContaining("would have 17592186044416 bytes, more than ext2 can have");
  }

  @ParameterizedTest
  @CsvSource({"mkfifo pipe, pipe is a named pipe", "mknod null c 1 3, null is a character device"})
  void whatIsNoFileIsRefusedByName(String command, String message) throws IOException {
    fixture.shell("mkdir -p a/b; cd a/b; " + command);

    rejects(fixture.request())
        .withMessage(fixture.source + "/a/b/" + message + ", which can't be in a volume.");
  }

  @Test
  void aSocketIsRefusedByName() throws IOException {
    Path socket = fixture.source.resolve("s");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));

      rejects(fixture.request()).withMessageContaining(socket + " is a socket");
    }
  }

  @Test
  void aFileInThePlaceOfLostAndFoundIsRefused() throws IOException {
    fixture.file("lost+found", 3);

    rejects(fixture.request())
        .withMessageContaining("lost+found is a regular file, and ext2 has a directory");
  }

  @Test
  void whatIsInADirectoryLostAndFoundIsKept() throws IOException {
    fixture.file("lost+found/file", 3);

    fixture.build();

    assertThat(fixture.judge().debugfs("stat /lost+found/file")).contains("Size: 3");
    assertThat(fixture.judge().complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seventeen-letters", "ääääääääa", "a/b", "a\tb"})
  void aNameThatIsNoLabelIsRefused(String name) throws IOException {
    rejects(
            new VolumeRequest(
                name, fixture.source, OptionalLong.empty(), fixture.target, VolumeFixture.TIME))
        .withMessageStartingWith("The volume's name '" + name + "' has ");
  }

  @Test
  void aSourceThatIsNotThereIsRefused() {
    rejects(at(dir.resolve("gone"), fixture.target))
        .withMessage("The source %s/gone of the volume 'data' does not exist.".formatted(dir));
  }

  @Test
  void aVolumeInItsOwnSourceIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () -> VolumeBuilder.build(at(fixture.source, fixture.source.resolve("x/data.ext2"))))
        .withMessageContaining("which is in its own <source>");
    assertThat(fixture.source).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"source, link/x/data.ext2", "link, source/data.ext2", "link, link/x/../y/data.ext2"})
  void aVolumeInItsOwnSourceIsRefusedBehindALinkAsWell(String source, String target)
      throws IOException {
    Files.createSymbolicLink(dir.resolve("link"), fixture.source);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> VolumeBuilder.build(at(dir.resolve(source), dir.resolve(target))))
        .withMessageContaining("which is in its own <source>");
    assertThat(fixture.source).isEmptyDirectory();
  }

  @Test
  void aVolumeBehindALinkOutOfItsSourceIsBuilt() throws IOException {
    Files.createSymbolicLink(fixture.source.resolve("out"), fixture.target.getParent());

    VolumeImage volume =
        VolumeBuilder.build(at(fixture.source, fixture.source.resolve("out/data.ext2")));

    assertThat(volume.size()).isEqualTo(1 << 20);
    assertThat(fixture.judge().complaints()).isEmpty();
  }

  @Test
  void aVolumeOverItsOwnSourceIsRefused() {
    rejects(at(fixture.target, fixture.target))
        .withMessageContaining("The volume would be written over the source");
  }

  @Test
  void aTimeThatExt2CanNotHoldIsRefusedWhereTimesAreKept() throws IOException {
    Path file = fixture.file("file", 3);
    fixture.shell("touch -d 2100-01-01T00:00:00Z file");
    VolumeRequest r = fixture.request();

    rejects(new VolumeRequest(r.name(), r.source(), r.size(), r.target(), r.timestamp(), true))
        .withMessage(file + " was last changed at 2100-01-01T00:00:00Z, which ext2 can't hold.")
        .satisfies(e -> assertThat(((ProblemException) e).hint()).contains("<keepTimes>"));
    assertThat(fixture.build().size()).isEqualTo(1 << 20);
  }

  @Test
  void aTimestampThatExt2CanNotHoldIsRefused() {
    VolumeRequest r = fixture.request();

    rejects(new VolumeRequest(r.name(), r.source(), r.size(), r.target(), Instant.MAX))
        .withMessageContaining("is outside what ext2 can hold");
  }

  @Test
  void aFileBeyondExt2IsRefused() throws IOException {
    Path file = fixture.source.resolve("huge");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(3L << 40);
    }

    rejects(fixture.request()).withMessageContaining(file + " has 3298534883328 bytes");
  }

  @Test
  void moreDirectoriesThanLinksCanBeCountedAreRefused() throws IOException {
    // A disk may take a minute to remove so many directories; memory does not.
    Path memory = Path.of("/dev/shm");
    Path many = Files.createTempDirectory(Files.isWritable(memory) ? memory : dir, "many");
    try {
      HostCommand.run(
          List.of("/bin/sh", "-c", "cd \"$0\" && seq 31999 | xargs mkdir", many.toString()));

      rejects(at(many, fixture.target))
          .withMessageContaining(many + " has 31998 directories or more");
    } finally {
      HostCommand.run("rm", "-rf", many);
    }
  }

  @Test
  void aSourceThatChangesWhileItIsReadIsRefused() throws IOException {
    Path file = fixture.file("a/file", 100);
    Layout layout = Layout.of(SourceReader.read(fixture.source, false, new Fingerprinter()));
    for (int size : new int[] {99, 101}) {
      fixture.file("a/file", size);

      try (PartFile out = PartFile.beside(fixture.target)) {
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(
                () ->
                    Ext2Writer.write(
                        layout, Identity.none(VolumeFixture.TIME), new SparseOutput(out.channel())))
            .withMessage(
                "The file %s changed while it was read: it had 100 bytes, now it has %d."
                    .formatted(file, size));
      }
    }
  }

  private static VolumeRequest at(Path source, Path target) {
    return new VolumeRequest("data", source, OptionalLong.empty(), target, VolumeFixture.TIME);
  }

  private ThrowableAssertAlternative<InputException> rejects(VolumeRequest request) {
    ThrowableAssertAlternative<InputException> rejection =
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> VolumeBuilder.build(request))
            .satisfies(e -> assertThat(((ProblemException) e).hint()).endsWith("."));
    assertThat(fixture.target).hasContent(OLD);
    assertThat(fixture.target.getParent())
        .isDirectoryNotContaining(path -> !path.equals(fixture.target));
    return rejection;
  }
}
