package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reader beside debugfs and GRUB 2 (packages e2fsprogs, grub-common) on mke2fs's disks. */
class ExtReaderOracleTest {

  private static final String MANY = "many/a-file-with-quite-a-long-name-of-its-own-";

  @TempDir Path directory;
  private Path tree;
  private Path image;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    image = directory.resolve("disk.raw");
    int number = 0;
    for (int size : new int[] {0, 1, 1023, 1024, 4096, 12289, 60_000, 300_000, 1_500_000}) {
      put("sizes/" + size, size, number++);
    }
    put("a name/with blanks/and ünïcode", 77, 99);
    Files.createSymbolicLink(tree.resolve("short"), Path.of("sizes/4096"));
    Files.createSymbolicLink(tree.resolve("absolute"), Path.of("/sizes/12289"));
    Files.createSymbolicLink(
        tree.resolve("long"), Path.of("sizes/" + "../sizes/".repeat(12) + "60000"));
    Files.createSymbolicLink(tree.resolve("folder"), Path.of("a name"));
    Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("gone"));
    Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
    fragmented("fragmented", 300);
  }

  private void put(String path, int size, long seed) throws IOException {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    Files.createDirectories(tree.resolve(path).getParent());
    Files.write(tree.resolve(path), content);
  }

  /** A file of as many pieces, so that its extents need a tree. */
  private void fragmented(String path, int pieces) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(tree.resolve(path).toFile(), "rw")) {
      for (int i = 0; i < pieces; i++) {
        file.seek(i * 16384L);
        file.write(("piece " + i).repeat(400).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] all(ByteSource source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(source.size()));
    source.read(0, bytes);
    return bytes.array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ext2 -b 1024",
        "-t ext2 -b 4096",
        "-t ext2 -b 2048 -I 128",
        "-t ext2 -r 0 -O none",
        "-t ext3 -b 1024",
        "-t ext4 -b 1024 -O ^64bit,^metadata_csum",
        "-t ext4 -b 4096 -O 64bit,metadata_csum",
        "-t ext4 -b 1024 -O ^flex_bg,sparse_super2 -I 512",
        "-t ext4 -b 4096 -O bigalloc",
      })
  void everyFileIsWhatDebugfsAndGrubFind(String options) throws IOException {
    Mke2fsDisk disk = Mke2fsDisk.make(tree, image, "24M", options.split(" ", -1));
    try (DiskFile file = new DiskFile(image)) {
      FileSystemContents files = new RawDisk(file).fileSystem(0).orElseThrow();
      List<Path> paths;
      try (Stream<Path> found = Files.walk(tree)) {
        paths = found.filter(Files::isRegularFile).toList();
      }
      assertThat(paths).hasSize(13); // the links to files are among them
      Path dump = directory.resolve("dump");
      for (Path each : paths) {
        String path = "/" + tree.relativize(each);
        byte[] expected = Files.readAllBytes(each);
        assertThat(all(files.find(path).orElseThrow())).as(path).isEqualTo(expected);
        if (!Files.isSymbolicLink(each)) { // debugfs does not follow links
          disk.debugfs("dump \"" + path + "\" " + dump);
          assertThat(Files.readAllBytes(dump)).as("debugfs: " + path).isEqualTo(expected);
        }
        assertThat(disk.grubFinds(path, each)).as("GRUB: " + path).isTrue();
      }
      assertThat(all(files.find("/folder/with blanks/and ünïcode").orElseThrow())).hasSize(77);
      assertThat(all(files.find("/absolute").orElseThrow()))
          .isEqualTo(Files.readAllBytes(tree.resolve("sizes/12289")));
      for (String none : List.of("/nowhere", "/gone", "/sizes", "/sizes/1/x", "/sizes/1x", "/")) {
        assertThat(files.find(none)).as(none).isEmpty();
      }
      assertThatThrownBy(() -> files.find("/loop")).hasMessageContaining("more than 5 links");
    }
  }

  @Test
  void oneChangedByteIsNotTakenForTheFile() throws IOException {
    Mke2fsDisk disk = Mke2fsDisk.make(tree, image, "24M", "-t", "ext2", "-b", "1024");
    // debugfs tells its version as well, before or after the answer
    String block =
        disk.debugfs("bmap /sizes/300000 280")
            .lines()
            .filter(line -> line.matches("[0-9]+"))
            .findFirst()
            .orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.seek(Long.parseLong(block) * 1024);
      int before = file.read();
      file.seek(Long.parseLong(block) * 1024);
      file.write(before + 1);
    }
    Path original = tree.resolve("sizes/300000");
    try (DiskFile file = new DiskFile(image)) {
      FileSystemContents files = new RawDisk(file).fileSystem(0).orElseThrow();
      byte[] found = all(files.find("/sizes/300000").orElseThrow());
      assertThat(found).isNotEqualTo(Files.readAllBytes(original));
      found[280 * 1024]--;
      assertThat(found).isEqualTo(Files.readAllBytes(original));
    }
    assertThat(disk.grubFinds("/sizes/300000", original)).isFalse();
    assertThat(disk.grubFinds("/sizes/60000", tree.resolve("sizes/60000"))).isTrue();
  }

  @Test
  void theTripleIndirectBlocksOfAFileWithHolesAreFollowed() throws IOException {
    long size = 70L << 20;
    try (RandomAccessFile file = new RandomAccessFile(tree.resolve("huge").toFile(), "rw")) {
      file.seek(size - 5);
      file.writeBytes("hello");
    }
    Mke2fsDisk disk = Mke2fsDisk.make(tree, image, "24M", "-t", "ext2", "-b", "1024");
    assertThat(disk.debugfs("stat /huge")).contains("(TIND)");
    try (DiskFile file = new DiskFile(image)) {
      ByteSource huge = new RawDisk(file).fileSystem(0).orElseThrow().find("/huge").orElseThrow();
      assertThat(huge.size()).isEqualTo(size);
      ByteBuffer end = ByteBuffer.allocate(3000);
      huge.read(size - 3000, end);
      assertThat(new String(end.array(), 2995, 5, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("hello");
      assertThat(end.array()[2994]).isZero();
    }
  }

  @Test
  void aDirectoryWithAHashTreeIsReadThrough() throws IOException {
    for (int i = 0; i < 3000; i++) {
      put(MANY + i, 3, i);
    }
    Mke2fsDisk disk = Mke2fsDisk.make(tree, image, "24M", "-t", "ext4", "-b", "1024");
    disk.hashDirectories();
    assertThat(disk.debugfs("htree /many")).contains("leaf block");
    try (DiskFile file = new DiskFile(image)) {
      FileSystemContents files = new RawDisk(file).fileSystem(0).orElseThrow();
      for (int i : new int[] {0, 1, 1234, 2999}) {
        assertThat(all(files.find("/" + MANY + i).orElseThrow()))
            .isEqualTo(Files.readAllBytes(tree.resolve(MANY + i)));
      }
      assertThat(files.find("/" + MANY + "3000")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-t ext2                                       | ''",
        "-t ext3                                       | ''",
        "-t ext4 -O ^64bit,^metadata_csum              | ''",
        "-t ext4 -O 64bit,^metadata_csum               | 64bit, which Xen's own PV-GRUB refuses",
        "-t ext4 -O ^64bit,metadata_csum               | not known to read: metadata_csum",
        "-t ext4 -O ^64bit,^metadata_csum,inline_data  | not known to read: inline_data",
        "-t ext4 -O ^64bit,^metadata_csum,bigalloc     | not known to read: bigalloc",
        "-t ext4 -O ^64bit,^metadata_csum,encrypt      | not known to read: encrypt",
      })
  void featuresThatPvGrubIsNotKnownToReadAreDoubts(String options, String doubt)
      throws IOException {
    Mke2fsDisk.make(tree, image, "24M", options.split(" +", -1));
    try (DiskFile file = new DiskFile(image)) {
      List<String> doubts = new RawDisk(file).fileSystem(0).orElseThrow().doubts();
      if (doubt.isEmpty()) {
        assertThat(doubts).isEmpty();
      } else {
        assertThat(doubts).singleElement().satisfies(it -> assertThat(it).contains(doubt));
      }
    }
  }

  @Test
  void aFileKeptInItsInodeIsRefusedByName() throws IOException {
    Mke2fsDisk.make(tree, image, "24M", "-t", "ext4", "-I", "256", "-O", "inline_data");
    try (DiskFile file = new DiskFile(image)) {
      FileSystemContents files = new RawDisk(file).fileSystem(0).orElseThrow();
      assertThatThrownBy(() -> files.find("/sizes/1"))
          .isInstanceOf(DamagedDiskException.class)
          .hasMessageContaining("inline")
          .hasMessageContaining("offset 0x");
    }
  }

  @ParameterizedTest
  @CsvSource({"meta_bg, s_feature_incompat", "journal_dev, the journal of an ext3"})
  void aFileSystemThatNobodyKnownReadsIsNone(String feature, String why) throws IOException {
    if (feature.equals("journal_dev")) {
      Mke2fsDisk.make(tree, image, "24M", "-t", "ext2");
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.seek(1024 + 96);
        file.write(8);
      }
    } else {
      Mke2fsDisk.make(tree, image, "24M", "-t", "ext4", "-O", "^resize_inode," + feature);
    }
    try (DiskFile file = new DiskFile(image)) {
      RawDisk disk = new RawDisk(file);
      assertThat(disk.fileSystem(0)).isEmpty();
      assertThat(disk.whyNone(0)).contains(why);
    }
  }
}
