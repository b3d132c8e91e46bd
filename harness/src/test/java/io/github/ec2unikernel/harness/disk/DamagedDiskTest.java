package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.disk.PvGrub.Generation;
import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a disk holds, the resolver comes back with an answer, and soon. */
class DamagedDiskTest {

  /** How many damaged disks are looked at; {@code -Ddisk.mutations=N} for more. */
  private static final int MUTATIONS = Integer.getInteger("disk.mutations", 2000);

  private static final long SEED = 20261121;

  @TempDir Path directory;

  /** Counts what is read, and shows one disk with other bytes in places. */
  private static final class Mutant implements ByteSource {
    private final byte[] bytes;
    private long read;
    private int largest;

    Mutant(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      read += into.remaining();
      largest = Math.max(largest, into.remaining());
      into.put(bytes, Math.toIntExact(offset), into.remaining());
    }
  }

  private byte[] disk(String... options) throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createDirectories(tree.resolve("boot/grub"));
    Files.writeString(
        tree.resolve("boot/grub/menu.lst"),
        """
        default 0
        fallback 1
        timeout 1
        title a
        root (hd0)
        kernel /link
        module /boot/large
        title b
        root (hd0)
        kernel /k.xen
        """);
    Files.copy(Path.of("src/test/kernels/hello-notes.xen"), tree.resolve("k.xen"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("boot/../k.xen"));
    Files.write(tree.resolve("boot/large"), new byte[400_000]);
    Path image = directory.resolve("disk.raw");
    Mke2fsDisk.make(tree, image, "2M", options);
    return Files.readAllBytes(image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ext2 -b 1024 -N 32",
        "-t ext4 -b 1024 -N 32 -O ^has_journal,^64bit",
        "-t ext4 -b 1024 -N 32 -O ^has_journal,64bit,metadata_csum",
      })
  void noDamageLeadsToAnythingButAnAnswer(String options) throws IOException {
    byte[] good = disk(options.split(" ", -1));
    List<Integer> used = usedBytes(good);
    SplittableRandom random = new SplittableRandom(SEED);
    int booted = 0;
    int damaged = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Mutant mutant = new Mutant(mutate(good, used, random));
      List<String> said = answers(mutant);
      String all = "mutation " + i + ": " + said;
      booted += said.get(0).contains(" takes ") ? 1 : 0;
      for (String each : said) {
        if (each.contains("damaged") || each.contains("can't be read")) {
          damaged++;
          assertThat(each).as(all).containsPattern("0x[0-9a-f]|more than 5 links");
        }
      }
      assertThat(mutant.read).as(all).isLessThan(300L << 20);
      assertThat(mutant.largest).as(all).isLessThanOrEqualTo(4 << 20);
    }
    // neither is everything refused, nor anything believed
    assertThat(booted).isBetween(MUTATIONS / 20, MUTATIONS * 49 / 50);
    assertThat(damaged).isGreaterThan(MUTATIONS / 100);
  }

  private static List<String> answers(ByteSource source) throws IOException {
    List<String> said = new ArrayList<>();
    try {
      RawDisk disk = new RawDisk(source);
      for (Generation generation : Generation.values()) {
        said.add(PvGrub.resolve(disk, generation).summary());
      }
    } catch (DamagedDiskException e) {
      said.add("damaged: " + e.getMessage());
    }
    return said;
  }

  /** Where there is anything but zeros; changes elsewhere are mostly never looked at. */
  private static List<Integer> usedBytes(byte[] disk) {
    List<Integer> used = new ArrayList<>();
    for (int at = 0; at < disk.length; at++) {
      if (disk[at] != 0) {
        used.add(at);
      }
    }
    return used;
  }

  private static byte[] mutate(byte[] good, List<Integer> used, SplittableRandom random) {
    byte[] bytes = good.clone();
    if (random.nextInt(50) == 0) {
      return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    // mostly the superblock, the descriptors and the inodes, where everything is decided
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at =
          random.nextInt(3) == 0
              ? used.get(random.nextInt(used.size()))
              : used.get(random.nextInt(Math.min(used.size(), 700)));
      int end = Math.min(bytes.length, at + 1 + random.nextInt(4));
      for (; at < end; at++) {
        bytes[at] =
            switch (random.nextInt(4)) {
              case 0 -> 0;
              case 1 -> (byte) 0xff;
              case 2 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
              default -> (byte) random.nextInt(256);
            };
      }
    }
    return bytes;
  }
}
