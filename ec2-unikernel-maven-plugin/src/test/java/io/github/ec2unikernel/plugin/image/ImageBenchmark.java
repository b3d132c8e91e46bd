package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Measures the engine on a warm Java machine against tools of the host, and prints the medians:
 * {@code java -cp target/classes:target/test-classes:../harness/target/classes
 * io.github.ec2unikernel.plugin.image.ImageBenchmark DIRECTORY}. Nothing is asserted; the directory
 * needs 4 GiB.
 */
final class ImageBenchmark {

  private static final int KERNEL = 10_000_000;
  private static final int MODULE = 1 << 30;

  private interface Step {
    void run() throws IOException;
  }

  private ImageBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path dir = Files.createDirectories(Path.of(arguments[0]));
    ImageFixture fixture = new ImageFixture(dir);
    Path kernel = fixture.kernel("hello.xen", KERNEL);
    measureKernel(fixture, kernel);
    measureModule(fixture, fixture.kernel("small.xen", 14_000));
  }

  private static void measureKernel(ImageFixture fixture, Path kernel) throws IOException {
    Path tree = fixture.dir.resolve("tree");
    Path grub = Files.createDirectories(tree.resolve("grub"));
    Files.writeString(grub.resolve("menu.lst"), "default 0\n");
    Files.copy(kernel, tree.resolve("hello.xen"));
    Path volume = fixture.dir.resolve("volume.ext2");
    double ours = median(30, () -> fixture.build(fixture.request(kernel)));
    double theirs =
        median(
            30,
            () -> {
              Files.deleteIfExists(volume);
              HostCommand.run("mke2fs", "-q", "-t", "ext2", "-d", tree, volume, "11m");
            });
    print("10 MB kernel", ours, "mke2fs -d", theirs, KERNEL);
  }

  private static void measureModule(ImageFixture fixture, Path kernel) throws IOException {
    Path module = fixture.dir.resolve("module.bin");
    SplittableRandom random = new SplittableRandom(1);
    try (OutputStream out = Files.newOutputStream(module)) {
      byte[] bytes = new byte[1 << 20];
      for (int i = 0; i < MODULE / bytes.length; i++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
    Path copy = fixture.dir.resolve("copy.bin");
    double ours =
        median(
            5,
            () -> {
              Files.deleteIfExists(fixture.target);
              fixture.build(fixture.request(kernel, module));
            });
    double theirs =
        median(
            5,
            () -> {
              Files.deleteIfExists(copy);
              HostCommand.run("cp", module, copy);
            });
    print("1 GiB module", ours, "cp", theirs, MODULE);
    double digest = median(5, () -> HostCommand.run("sha256sum", module));
    print("1 GiB module", ours, "cp, then sha256sum", theirs + digest, MODULE);
  }

  private static double median(int runs, Step step) throws IOException {
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      step.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    java.util.Arrays.sort(seconds);
    return seconds[runs / 2];
  }

  private static void print(String what, double ours, String tool, double theirs, long bytes) {
    System.out.printf(
        "%s: engine %.4f s (%.0f MB/s), %s %.4f s (%.0f MB/s), ratio %.2f%n",
        what, ours, bytes / ours / 1e6, tool, theirs, bytes / theirs / 1e6, theirs / ours);
  }
}
