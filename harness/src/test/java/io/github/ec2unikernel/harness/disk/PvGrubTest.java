package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.disk.PvGrub.Generation;
import io.github.ec2unikernel.harness.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PvGrubTest {

  private static final String HEAD = "default 0\ntimeout 1\n";
  private static final byte[] KERNEL = testKernel("hello-notes.xen");
  private final PlannedDisk disk = new PlannedDisk();

  private static byte[] testKernel(String name) {
    try {
      return Files.readAllBytes(Path.of("src/test/kernels", name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String entry(String title, String... lines) {
    return "title " + title + "\n" + String.join("\n", lines) + "\n";
  }

  private Resolution resolve() throws IOException {
    return PvGrub.resolve(disk, Generation.FROM_1_04);
  }

  private static LoadedEntry loaded(Resolution resolution) {
    return resolution.booted().orElseThrow().loaded().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | /boot/grub | HD0_UP_TO_1_03, FROM_1_04",
        "0 | /grub      | ''",
        "1 | /boot/grub | HD00_UP_TO_1_03, FROM_1_04",
        "1 | /grub      | FROM_1_04",
        "2 | /boot/grub | FROM_1_04",
        "4 | /grub      | FROM_1_04",
        "5 | /grub      | ''",
      })
  void eachGenerationLooksWhereItLooks(int partition, String directory, String who)
      throws IOException {
    String root = "root " + GrubDevice.ofFirstDisk(partition);
    disk.put(partition, directory + "/menu.lst", HEAD + entry("t", root, "kernel /k a  b"));
    disk.put(partition, "/k", KERNEL);
    for (Generation generation : Generation.values()) {
      Resolution resolution = PvGrub.resolve(disk, generation);
      assertThat(resolution.booted().isPresent())
          .as(resolution.summary())
          .isEqualTo(List.of(who.split(", ", -1)).contains(generation.name()));
      if (resolution.booted().isPresent()) {
        assertThat(loaded(resolution).kernel())
            .isEqualTo(new LoadedFile(partition, "/k", KERNEL.length, "a  b"));
        assertThat(loaded(resolution).facts().style()).isEqualTo(Kernel.Style.XEN_NOTES);
      }
    }
  }

  @Test
  void theFirstPlaceInPvGrubsOrderWins() throws IOException {
    List<String> places =
        List.of(
            "0/boot/grub",
            "1/boot/grub",
            "1/grub",
            "2/boot/grub",
            "2/grub",
            "3/boot/grub",
            "3/grub",
            "4/boot/grub",
            "4/grub");
    for (String place : places.stream().sorted(java.util.Comparator.reverseOrder()).toList()) {
      int partition = place.charAt(0) - '0';
      disk.put(partition, place.substring(1) + "/menu.lst", HEAD + entry("t", "kernel /k"));
      disk.put(partition, "/k", KERNEL);
    }
    assertThat(resolve().menu()).contains("(hd0)/boot/grub/menu.lst");
    for (String place : places.subList(1, places.size())) {
      PlannedDisk later = new PlannedDisk();
      for (String each : places.subList(places.indexOf(place), places.size())) {
        later.put(each.charAt(0) - '0', each.substring(1) + "/menu.lst", HEAD);
      }
      assertThat(PvGrub.resolve(later, Generation.FROM_1_04).menu())
          .contains("(hd0," + (place.charAt(0) - '1') + ")" + place.substring(1) + "/menu.lst");
    }
  }

  @Test
  void aGptIsReadFromVersion104On() throws IOException {
    disk.withGpt().put(1, "/boot/grub/menu.lst", HEAD + entry("t", "root (hd0,0)", "kernel /k"));
    disk.put(1, "/k", KERNEL);
    assertThat(resolve().booted()).isPresent();
    Resolution older = PvGrub.resolve(disk, Generation.HD00_UP_TO_1_03);
    assertThat(older.booted()).isEmpty();
    assertThat(older.summary()).contains("reads no GPT");
  }

  @Test
  void anUnfinishedDiskIsToldPlaceByPlace() throws IOException {
    disk.put(2, "/other", KERNEL);
    assertThat(resolve().summary())
        .isEqualTo(
            "PV-GRUB 1.04 finds no menu.lst: (hd0): there is no file system; (hd0,0): there is no"
                + " file system; (hd0,1)/boot/grub/menu.lst is not there; (hd0,1)/grub/menu.lst is"
                + " not there; (hd0,2): there is no file system; (hd0,3): there is no file system");
    assertThat(resolve().obstacles()).allMatch(obstacle -> !obstacle.hint().isBlank());
  }

  @Test
  void modulesAndInitrdsComeWithTheirSizes() throws IOException {
    disk.put(0, "/k", KERNEL).put(0, "/m", new byte[7]).put(0, "/n", new byte[0]);
    disk.put(1, "/i", new byte[9]);
    String menu =
        HEAD
            + entry("t", "root (hd0)", "kernel /k", "module /m x", "module /n")
            + entry("u", "root (hd0)", "kernel /k", "initrd (hd0,0)/i");
    disk.put(0, "/boot/grub/menu.lst", menu);
    assertThat(loaded(resolve()).modules())
        .containsExactly(new LoadedFile(0, "/m", 7, "x"), new LoadedFile(0, "/n", 0, ""));
    assertThat(resolve().summary())
        .endsWith(
            "with the modules /m (7 bytes), /n (0 bytes) from entry 0 ('t') of"
                + " (hd0)/boot/grub/menu.lst");
    disk.put(0, "/boot/grub/menu.lst", "default 1\n" + menu.replace("default 0\n", ""));
    assertThat(loaded(resolve()).initrd()).contains(new LoadedFile(1, "/i", 9, ""));
    assertThat(resolve().summary()).contains("with the initrd /i (9 bytes) from entry 1 ('u')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kernel /gone            | line 5: the kernel /gone, not on (hd0)",
        "kernel /bad             | is not an ELF file",
        "kernel /pv32            | 32",
        "kernel (hd0,2)/k        | needs (hd0,2), no ext2 that PV-GRUB reads: there is no file",
        "kernel (hd1)/k          | is not on this disk",
        "kernel k                | names no file 'k'",
        "module /k               | needs a kernel before it",
        "timeout 1               | is an error in an entry",
        "halt                    | starts no kernel",
        "root (hd0,msdos1)       | no device GRUB knows",
      })
  void whatStopsAnEntryIsToldAndTheFallbackIsTaken(String line, String what) throws IOException {
    disk.put(0, "/k", KERNEL).put(0, "/bad", "nothing that boots, and longer than an ELF header");
    disk.put(0, "/pv32", testKernel("pv32.elf"));
    disk.put(
        0,
        "/boot/grub/menu.lst",
        HEAD
            + entry("first", "root (hd0)", line, line.startsWith("kernel") ? "" : "kernel /k")
            + entry("second", "root (hd0)", "kernel /k b"));
    assertThat(resolve().booted()).isEmpty();
    assertThat(resolve().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.what()).contains(what));
    String menu = disk.text(0, "/boot/grub/menu.lst");
    disk.put(0, "/boot/grub/menu.lst", "fallback 1\n" + menu);
    assertThat(resolve().booted().orElseThrow().number()).isEqualTo(1);
    assertThat(loaded(resolve()).kernel().arguments()).isEqualTo("b");
    assertThat(resolve().outcomes().get(0).obstacle()).isPresent();
  }

  @Test
  void anEntryWithoutKernelEndsTheSearchThoughThereIsAFallback() throws IOException {
    disk.put(0, "/k", KERNEL);
    disk.put(
        0,
        "/boot/grub/menu.lst",
        "fallback 1\n" + HEAD + entry("joined", "root (hd0) kernel /k") + entry("b", "kernel /k"));
    assertThat(resolve().booted()).isEmpty();
    assertThat(resolve().obstacles())
        .extracting(Obstacle::what)
        .containsExactly("entry 0 ('joined') of (hd0)/boot/grub/menu.lst has no kernel");
  }

  @Test
  void modulesOfAFailedEntryAreADoubtOfTheNextOne() throws IOException {
    disk.put(0, "/k", KERNEL).put(0, "/m", new byte[7]);
    disk.put(
        0,
        "/boot/grub/menu.lst",
        "fallback 1\n"
            + HEAD
            + entry("a", "root (hd0)", "kernel /k", "module /m", "module /gone")
            + entry("b", "root (hd0)", "kernel /k"));
    assertThat(loaded(resolve()).doubts())
        .singleElement()
        .satisfies(doubt -> assertThat(doubt).contains("hands them over to the entry after it"));
    assertThat(loaded(resolve()).modules()).isEmpty();
  }

  @Test
  void withoutRootFilesAreLookedForBesideTheMenu() throws IOException {
    disk.put(2, "/grub/menu.lst", HEAD + entry("t", "kernel /k")).put(2, "/k", KERNEL);
    assertThat(loaded(resolve()).kernel().partition()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Generation.class)
  void aDamagedFileSystemIsToldAsSuch(Generation generation) throws IOException {
    DiskContents damaged =
        partition -> {
          throw new DamagedDiskException("s_magic at offset 0x38 is odd");
        };
    assertThat(PvGrub.resolve(damaged, generation).summary())
        .contains("is damaged: s_magic at offset 0x38 is odd");
  }

  @Test
  void generationsThatTakeTheSameAreToldToDoSo() throws IOException {
    disk.put(1, "/grub/menu.lst", HEAD + entry("t", "root (hd0,0)", "kernel /k"));
    disk.put(1, "/k", KERNEL);
    Resolution older = PvGrub.resolve(disk, Generation.HD00_UP_TO_1_03);
    assertThat(resolve().boots(older)).isFalse();
    disk.put(1, "/boot/grub/menu.lst", HEAD + entry("t", "root (hd0,0)", "kernel /k"));
    assertThat(resolve().boots(PvGrub.resolve(disk, Generation.HD00_UP_TO_1_03))).isTrue();
    disk.put(1, "/boot/grub/menu.lst", HEAD + entry("t", "root (hd0,0)", "kernel /k other"));
    assertThat(resolve().boots(older)).isFalse();
  }

  @Test
  void anUncountedTitleDoesNotMoveTheDefault() throws IOException {
    disk.put(0, "/k", KERNEL);
    disk.put(
        0,
        "/boot/grub/menu.lst",
        HEAD + "title empty\n" + entry("t", "root (hd0)", "kernel /k right"));
    assertThat(loaded(resolve()).kernel().arguments()).isEqualTo("right");
  }

  @ParameterizedTest
  @CsvSource({"hello-notes.xen, true", "pv32.elf, false"})
  void aKernelIsReadOnceHoweverManyEntriesAndGenerationsTakeIt(String name, boolean boots)
      throws IOException {
    String entry = entry("t", "root (hd0)", "kernel /k");
    disk.put(0, "/k", testKernel(name)).put(0, "/boot/grub/menu.lst", HEAD + entry);
    CountingDisk once = new CountingDisk(disk, "/k");
    assertThat(PvGrub.resolve(once, Generation.FROM_1_04).booted().isPresent()).isEqualTo(boots);
    assertThat(once.read()).isPositive();
    disk.put(0, "/boot/grub/menu.lst", "fallback 1 2 3\n" + HEAD + entry.repeat(4));
    CountingDisk all = new CountingDisk(disk, "/k");
    assertThat(PvGrub.resolveAll(all))
        .hasSize(3)
        .element(1)
        .satisfies(it -> assertThat(it.outcomes()).hasSize(4));
    assertThat(all.read()).isEqualTo(once.read());
  }

  @Test
  void kernelsOfOnePathOnTwoPartitionsAreToldApart() throws IOException {
    disk.put(1, "/k", "nothing that boots, and longer than an ELF header").put(2, "/k", KERNEL);
    disk.put(
        1,
        "/boot/grub/menu.lst",
        "fallback 1\n"
            + HEAD
            + entry("a", "root (hd0,0)", "kernel /k")
            + entry("b", "root (hd0,1)", "kernel /k"));
    assertThat(PvGrub.resolveAll(disk))
        .extracting(it -> it.booted().map(EntryOutcome::number).orElse(-1))
        .containsExactly(1, -1, 1);
  }

  @Test
  void aLongMenuIsReadToItsEnd() throws IOException {
    String comments = "# more than 64 KiB\n".repeat(20_000);
    disk.put(0, "/k", KERNEL);
    disk.put(0, "/boot/grub/menu.lst", comments + HEAD + entry("t", "root (hd0)", "kernel /k"));
    assertThat(loaded(resolve()).doubts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot\n", "title t\nboot\n", "title t\n"})
  void aMenuIsReadToOneMebibyteAndThatIsTold(String filling) throws IOException {
    String menu = HEAD + entry("t", "root (hd0)", "kernel /k");
    String longer = filling.repeat((1 << 20) / filling.length());
    int size = menu.length() + longer.length();
    String told =
        "only the first 1048576 bytes of (hd0)/boot/grub/menu.lst were read, which has " + size;
    disk.put(0, "/k", KERNEL).put(0, "/boot/grub/menu.lst", menu + longer);
    assertThat(loaded(resolve()).doubts()).containsExactly(told);
    disk.put(0, "/boot/grub/menu.lst", "title u\n" + longer + menu);
    assertThat(resolve().booted()).isEmpty();
    assertThat(resolve().obstacles())
        .extracting(Obstacle::what)
        .last()
        .asString()
        .startsWith("only the first 1048576 bytes");
  }

  @Test
  void aDiskThatIsDamagedInsideAKernelIsToldAsDamagedAndTheFallbackIsTaken(@TempDir Path directory)
      throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Files.write(tree.resolve("k"), KERNEL);
    Files.write(tree.resolve("l"), KERNEL);
    Files.createDirectories(tree.resolve("boot/grub"));
    Files.writeString(
        tree.resolve("boot/grub/menu.lst"),
        "fallback 1\n"
            + HEAD
            + entry("a", "root (hd0)", "kernel /k")
            + entry("b", "root (hd0)", "kernel /l"));
    Path image = directory.resolve("disk.raw");
    Mke2fsDisk made = Mke2fsDisk.make(tree, image, "2M", "-t", "ext2", "-b", "1024");
    assertThat(BootDisk.resolve(image).get(0).booted().orElseThrow().number()).isZero();
    made.change("set_inode_field /k block[0] 999999");
    Resolution resolution = BootDisk.resolve(image).get(0);
    assertThat(resolution.booted().orElseThrow().number()).isEqualTo(1);
    Obstacle obstacle = resolution.outcomes().get(0).obstacle().orElseThrow();
    assertThat(obstacle.what()).startsWith("the kernel (hd0)/k can't be read: ").contains("999999");
    assertThat(obstacle.hint()).isEqualTo("Make the disk again.");
  }

  @Test
  void aDiskThatCantBeReadInsideAKernelIsNoFaultOfTheKernel() throws IOException {
    disk.put(0, "/boot/grub/menu.lst", HEAD + entry("t", "root (hd0)", "kernel /k"));
    disk.put(0, "/k", KERNEL);
    CountingDisk failing = new CountingDisk(disk, "/k").failing("Input/output error");
    assertThatThrownBy(() -> PvGrub.resolveAll(failing))
        .isInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chainloader +1", "configfile /m", "halt", "pause", "quit", "reboot", "default 1",
        "hiddenmenu", "kernel k", "module m", "initrd i", "root (hd0)", "boot", "map (hd0)"
      })
  void theCheckOfAnEntryAndItsRunAgreeOnWhatStopsIt(String line) throws IOException {
    disk.put(0, "/k", KERNEL);
    String menu = HEAD + entry("t", "root (hd0)", "kernel /k", line);
    disk.put(0, "/boot/grub/menu.lst", menu);
    assertThat(MenuList.parse(menu).problems().stream().anyMatch(MenuProblem::fatal))
        .isEqualTo(resolve().booted().isEmpty());
  }
}
