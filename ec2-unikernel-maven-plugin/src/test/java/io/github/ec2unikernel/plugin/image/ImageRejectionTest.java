package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRejectionTest {

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));
  private Path kernel = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImageFixture(dir);
    kernel = fixture.kernel("hello.xen", 14_000);
  }

  @Test
  void aMissingModuleIsNamed() {
    Path missing = dir.resolve("gone.bin");

    assertThat(rejection(fixture.request(kernel, missing)))
        .hasMessage("The module " + missing + " does not exist.");
  }

  @Test
  void twoModulesOfOneNameAreNamed() throws IOException {
    Path one = fixture.module("data.bin", new byte[1]);
    Path two = Files.createDirectories(dir.resolve("other")).resolve("data.bin");
    Files.write(two, new byte[2]);

    assertThat(rejection(fixture.request(kernel, one, two)))
        .hasMessage(
            "The module %s and %s would have one name on the disk, 'data.bin'."
                .formatted(two, one));
  }

  @Test
  void aModuleOfTheKernelsNameIsNamed() throws IOException {
    Path module = Files.createDirectories(dir.resolve("other")).resolve("hello.xen");
    Files.write(module, new byte[2]);

    assertThat(rejection(fixture.request(kernel, module)))
        .hasMessageContaining("would have one name on the disk, 'hello.xen'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grub", "boot", "lost+found"})
  void aNameThatTheDiskNeedsItselfIsRefused(String name) throws IOException {
    assertThat(rejection(fixture.request(kernel, fixture.module(name, new byte[1]))))
        .hasMessageContaining("can't be named '" + name + "'");
    assertThat(rejection(fixture.request(fixture.kernel(name, 5000))))
        .hasMessageContaining("can't be named '" + name + "'");
  }

  @Test
  void argumentsThatTheMenuCantHoldAreRefused() {
    assertThat(rejection(fixture.request(kernel, "a\nroot (hd1)")))
        .hasMessageContaining("control character <newline>");
  }

  @Test
  void aNameThatTheMenuCantHoldIsRefused() throws IOException {
    assertThat(rejection(fixture.request(fixture.kernel("my kernel.xen", 5000))))
        .hasMessageContaining("has the character <blank>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59Z", "2038-01-19T03:14:08Z"})
  void aTimeThatExt2CantHoldIsRefused(String time) {
    ImageRequest request =
        new ImageRequest(
            kernel, "", List.of(), fixture.target, Instant.parse(time), "unikernel_boot");

    assertThat(rejection(request)).hasMessageContaining("The timestamp " + time + " is outside");
  }

  @Test
  void aTargetThatIsADirectoryIsRefused() throws IOException {
    Files.createDirectories(fixture.target);

    assertThat(rejection(fixture.request(kernel))).hasMessageContaining("that is a directory");
    assertThat(fixture.target).isEmptyDirectory();
  }

  @Test
  void aTargetThatIsAnInputIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(kernel);
    ImageRequest request =
        new ImageRequest(kernel, "", List.of(), kernel, ImageFixture.TIME, "unikernel_boot");

    assertThat(rejection(request))
        .hasMessage("The disk would be written over the kernel " + kernel + ".");
    assertThat(kernel).hasBinaryContent(before);
  }

  @Test
  void aFileInTheWayOfTheTargetsDirectoryIsNamed() throws IOException {
    Files.writeString(dir.resolve("out"), "in the way");

    assertThat(failure(fixture.request(kernel)))
        .hasMessageContaining("The directory " + dir.resolve("out") + " can't be created");
  }

  @Test
  void aFileInTheWayFurtherUpIsNamed() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "in the way");
    Path target = file.resolve("out/disk.raw");

    assertThat(
            failure(
                new ImageRequest(
                    kernel, "", List.of(), target, ImageFixture.TIME, "unikernel_boot")))
        .hasMessage("The directory " + target.getParent() + " can't be created: Not a directory.");
  }

  /** Holds for root as well, which may write to any directory but these. */
  @Test
  void aDirectoryThatNobodyCanWriteToIsNamed() {
    ImageRequest request =
        new ImageRequest(
            kernel,
            "",
            List.of(),
            Path.of("/proc/self/disk.raw"),
            ImageFixture.TIME,
            "unikernel_boot");

    assertThat(failure(request)).hasMessageContaining("/proc/self");
  }

  @Test
  void aDiskLargerThanTheRoomIsRefusedBeforeItIsBegun() throws IOException {
    Path huge = huge(Files.getFileStore(dir).getUsableSpace() + (1L << 30));

    EnvironmentException e = failure(fixture.request(kernel, huge));

    assertThat(e)
        .hasMessageMatching(
            "The disk takes up to \\d+ bytes in "
                + fixture.target.getParent()
                + ", where \\d+ are free\\.");
    assertThat(e.hint()).matches("Free \\d+ MiB there, or .*");
    assertThat(fixture.heard).doesNotContain("copied hello.xen 14000");
  }

  @Test
  void aDiskLargerThanAnMbrCanTellOfIsRefused() throws IOException {
    assertThat(rejection(fixture.request(kernel, huge((1L << 41) - (1 << 20)))))
        .hasMessageContaining("more than an MBR can tell of (2199023255552)");
  }

  @Test
  void aModuleThatChangesWhileItIsCopiedLeavesNothingBehind() throws IOException {
    Path a = fixture.module("a.bin", new byte[3 << 20]);
    Path b = fixture.module("b.bin", new byte[3 << 20]);
    ImageListener changing =
        new ImageListener() {
          @Override
          public void fileCopied(String name, long size) {
            if (name.equals("a.bin")) {
              cut(b);
            }
          }
        };

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () ->
                ImageBuilder.build(
                    fixture.request(kernel, a, b), ImageFixture.NO_LOADERS, changing))
        .withMessageContaining("The module " + b + " changed while it was read");
    assertThat(fixture.target.getParent()).isEmptyDirectory();
  }

  @Test
  void aListenerThatFailsLeavesTheOldDiskAndNothingElse() throws IOException {
    fixture.build(fixture.request(kernel));
    byte[] old = Files.readAllBytes(fixture.target);
    ImageListener failing =
        new ImageListener() {
          @Override
          public void fileCopied(String name, long size) {
            throw new IllegalStateException("on purpose");
          }
        };

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                ImageBuilder.build(
                    fixture.request(kernel, "other"), ImageFixture.NO_LOADERS, failing));

    assertThat(fixture.target).hasBinaryContent(old);
    try (Stream<Path> files = Files.list(fixture.target.getParent())) {
      assertThat(files).containsExactly(fixture.target);
    }
  }

  private Path huge(long size) throws IOException {
    Path file = dir.resolve("huge.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    return file;
  }

  private static void cut(Path file) {
    try {
      Files.write(file, new byte[5]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private InputException rejection(ImageRequest request) {
    return problem(InputException.class, request);
  }

  private EnvironmentException failure(ImageRequest request) {
    return problem(EnvironmentException.class, request);
  }

  private <T extends ProblemException> T problem(Class<T> type, ImageRequest request) {
    return assertThatExceptionOfType(type)
        .isThrownBy(() -> fixture.build(request))
        .satisfies(e -> assertThat(e.hint()).isNotBlank())
        .actual();
  }
}
