package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BootProofTest {

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));
  private Path kernel = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImageFixture(dir);
    kernel = fixture.kernel("hello.xen", 14_000);
  }

  static Stream<Profile> profiles() {
    return Profile.all().stream();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "galois; (hd0,0)/boot/grub/menu.lst; (hd0,0)/hello.xen; hd00",
        "mirage; (hd0)/boot/grub/menu.lst; (hd0)/boot/mirage-os.gz; hd0",
        "mirage-wiki; (hd0,0)/boot/grub/menu.lst; (hd0,0)/kernel; hd00",
        "unik; (hd0)/boot/grub/menu.lst; (hd0)/boot/program.bin; hd0",
        "rumprun-ec2; (hd0)/boot/grub/menu.lst; (hd0)/boot/hello.xen; hd0"
      })
  void everyProfileBootsOnTheNewAndOnOneKindOfTheOldPvGrubs(
      String id, String menu, String file, String old) {
    List<Resolution> all = BootProof.of(plan(profile(id))).resolutions();

    assertThat(all.get(0).menu()).contains(menu);
    assertThat(all.get(0).booted().orElseThrow().loaded().orElseThrow().kernel()).hasToString(file);
    assertThat(all.subList(1, 3).stream().filter(each -> each.boots(all.get(0))))
        .singleElement()
        .satisfies(each -> assertThat(each.generation().label()).endsWith("(" + old + ")"));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void aDiskThatWasWrittenOtherwiseIsOurFault(Profile profile) throws IOException {
    byte[] disk = Files.readAllBytes(fixture.build(request(profile)).file());
    BootProof proof = BootProof.of(plan(profile));

    assertThatCode(() -> proof.requireSame(source(disk))).doesNotThrowAnyException();
    int superblock = (int) profile.shape().start() + 1024;
    assertDisagrees(proof, disk, superblock + 0x38, "");
    assertDisagrees(proof, disk, indexOf(disk, "kernel /"), "mernel");
    assertDisagrees(proof, disk, indexOf(disk, "timeout"), "fallback");
  }

  @Test
  void oneWrongByteInTheKernelsHeaderIsSeen() throws IOException {
    byte[] disk = Files.readAllBytes(fixture.build(request(Profile.GALOIS)).file());
    int elf = indexOf(disk, "\u007fELF");

    assertDisagrees(BootProof.of(plan(Profile.GALOIS)), disk, elf, "x");
  }

  @Test
  void moreModulesThanPvGrubHasRoomForAreRefused() throws IOException {
    Path[] modules =
        IntStream.range(0, 300).mapToObj(number -> module("m" + number)).toArray(Path[]::new);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () ->
                fixture.build(fixture.request(Profile.GALOIS, ImageFixture.alone(kernel, modules))))
        .withMessageStartingWith("PV-GRUB 1.04 would boot nothing from this disk: ")
        .withMessageContaining("no room for so many modules");
    assertThat(fixture.target).doesNotExist();
  }

  private void assertDisagrees(BootProof proof, byte[] disk, int at, String text) {
    byte[] other = disk.clone();
    byte[] bytes = text.isEmpty() ? new byte[2] : text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, other, at, bytes.length);
    assertThatIllegalStateException()
        .isThrownBy(() -> proof.requireSame(source(other)))
        .withMessageStartingWith("the disk was not written as planned; planned: PV-GRUB ");
  }

  private static ContentSource source(byte[] disk) {
    return new ContentSource(Content.of(disk));
  }

  private DiskPlan plan(Profile profile) {
    return DiskPlanner.plan(
        request(profile), List.of(KernelReader.read(kernel)), new ImageListener() {});
  }

  private ImageRequest request(Profile profile) {
    List<FileRequest> files =
        profile.requiredFiles().stream()
            .map(path -> new FileRequest(module("app.json"), path))
            .toList();
    return fixture.request(profile, MenuRequest.standard(), files, ImageFixture.alone(kernel));
  }

  private Path module(String name) {
    try {
      return fixture.module(name, new byte[] {'{', '}'});
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Profile profile(String id) {
    return Profile.all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private static int indexOf(byte[] bytes, String wanted) {
    int found = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(wanted);
    assertThat(found).isNotNegative();
    return found;
  }
}
