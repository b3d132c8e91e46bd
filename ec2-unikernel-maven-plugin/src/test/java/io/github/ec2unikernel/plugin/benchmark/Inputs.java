package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageListener;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Files to be put on disks and volumes, and the disk of a kernel. */
record Inputs(Path dir) {

  private static final Path HELLO = Path.of("../harness/src/test/kernels/hello-notes.xen");

  /** Writes a kernel of so many bytes. */
  Path kernel(String name, int size) throws IOException {
    byte[] elf = Files.readAllBytes(HELLO);
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    System.arraycopy(elf, 0, bytes, 0, elf.length);
    return Files.write(dir.resolve(name), bytes);
  }

  /** Writes a file of random bytes. */
  Path random(String name, long size) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Path file = dir.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] bytes = new byte[1 << 20];
      for (long rest = size; rest > 0; rest -= bytes.length) {
        random.nextBytes(bytes);
        out.write(bytes, 0, (int) Math.min(bytes.length, rest));
      }
    }
    return file;
  }

  /** Writes a file of holes, with 64 KiB of random bytes in each 64 MiB. */
  Path sparse(String name, long size) throws IOException {
    byte[] bytes = new byte[64 << 10];
    new SplittableRandom(2).nextBytes(bytes);
    Path path = dir.resolve(name);
    Files.createDirectories(path.getParent());
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      for (long at = 0; at < size; at += 64 << 20) {
        file.seek(at);
        file.write(bytes);
      }
    }
    return path;
  }

  /** Writes files of 0 to 4095 bytes, 200 to a directory. */
  Path many(String name, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    Path tree = dir.resolve(name);
    byte[] bytes = new byte[4096];
    for (int i = 0; i < count; i++) {
      Path directory = tree.resolve("directory-" + i / 200);
      if (i % 200 == 0) {
        Files.createDirectories(directory);
      }
      random.nextBytes(bytes);
      Files.write(
          directory.resolve("file-" + i), Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
    return tree;
  }

  Path target() {
    return dir.resolve("ours.raw");
  }

  /** Builds a disk. */
  DiskImage disk(Path kernel, Path... modules) {
    return ImageBuilder.build(
        new ImageRequest(kernel, "", List.of(modules), target(), Instant.EPOCH, "unikernel_boot"),
        () -> {
          throw new AssertionError("boot loaders were asked for");
        },
        new ImageListener() {});
  }
}
