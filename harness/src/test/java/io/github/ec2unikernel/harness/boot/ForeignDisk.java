package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.Mke2fs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk as somebody else makes it, with mke2fs (package e2fsprogs), of any layout. */
final class ForeignDisk {

  private static final int PARTITION = 1 << 20;
  private static final int SIZE = 64 << 20;

  private final Path directory;
  private final Path tree;
  private final List<String> options = new ArrayList<>(List.of("-t", "ext2"));
  private boolean partitioned = true;

  ForeignDisk(Path directory) throws IOException {
    this.directory = directory;
    this.tree = Files.createDirectories(directory.resolve("tree"));
  }

  ForeignDisk put(String path, String text) throws IOException {
    return put(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  ForeignDisk put(String path, Path file) throws IOException {
    return put(path, Files.readAllBytes(file));
  }

  ForeignDisk put(String path, byte[] content) throws IOException {
    Path file = tree.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  ForeignDisk link(String path, String target) throws IOException {
    Path link = tree.resolve(path.substring(1));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  ForeignDisk whole() {
    partitioned = false;
    return this;
  }

  ForeignDisk mke2fs(String... words) {
    options.clear();
    options.addAll(List.of(words));
    return this;
  }

  Path make() throws IOException {
    Path disk = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(SIZE);
      if (partitioned) {
        file.seek(446);
        file.write(new byte[] {0, 0, 0, 0, (byte) 0x83, 0, 0, 0, 0, 8, 0, 0, 0, (byte) 248, 1, 0});
        file.seek(510);
        file.write(new byte[] {0x55, (byte) 0xaa});
      }
    }
    List<String> words = new ArrayList<>(options);
    if (partitioned) {
      words.addAll(List.of("-E", "offset=" + PARTITION));
    }
    String size = (SIZE - (partitioned ? PARTITION : 0)) / 1024 + "k";
    Mke2fs.fill(disk, size, tree, words.toArray(String[]::new));
    return disk;
  }
}
