package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.LoadedEntry;
import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.model.BootLoaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests for disks, in a directory of a test's own, and what is heard while they are built. */
final class ImageFixture implements ImageListener {

  /** A disk for PV-GRUB has no boot loaders on it. */
  static final Supplier<BootLoaders> NO_LOADERS =
      () -> {
        throw new AssertionError("boot loaders were asked for");
      };

  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private static final Path HELLO = Path.of("../harness/src/test/kernels/hello-notes.xen");

  final Path dir;
  final Path target;
  final List<String> heard = new ArrayList<>();

  ImageFixture(Path dir) {
    this.dir = dir;
    this.target = dir.resolve("out/disk.raw");
  }

  /** Writes a kernel of about so many bytes. */
  Path kernel(String name, int size) throws IOException {
    byte[] elf = Files.readAllBytes(HELLO);
    byte[] bytes = java.util.Arrays.copyOf(elf, Math.max(size, elf.length));
    for (int i = elf.length; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 9));
    }
    return Files.write(dir.resolve(name), bytes);
  }

  Path module(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  ImageRequest request(Path kernel, Path... modules) {
    return request(kernel, "greeting=hi", modules);
  }

  ImageRequest request(Path kernel, String arguments, Path... modules) {
    return new ImageRequest(kernel, arguments, List.of(modules), target, TIME, "unikernel_boot");
  }

  /** A kernel of the least size, with nothing but its file and its modules. */
  static KernelRequest alone(Path kernel, Path... modules) {
    return new KernelRequest(kernel, "", List.of(modules), null, null);
  }

  ImageRequest request(Profile profile, KernelRequest... kernels) {
    return request(profile, MenuRequest.standard(), List.of(), kernels);
  }

  ImageRequest request(
      Profile profile, MenuRequest menu, List<FileRequest> files, KernelRequest... kernels) {
    return new ImageRequest(
        profile, BootRequest.auto(), List.of(kernels), menu, files, target, TIME);
  }

  DiskImage build(ImageRequest request) {
    return ImageBuilder.build(request, NO_LOADERS, this);
  }

  @Override
  public void kernelRead(Kernel kernel) {
    heard.add("read " + kernel.file().getFileName());
  }

  @Override
  public void menuDoubted(Path menu, MenuProblem problem) {
    heard.add("doubted " + problem);
  }

  @Override
  public void fileCopied(String name, long size) {
    heard.add("copied " + name + " " + size);
  }

  @Override
  public void imageWritten(DiskImage image) {
    heard.add("written " + image.file().getFileName());
  }

  @Override
  public void bootFound(List<Resolution> resolutions) {
    LoadedEntry loaded = resolutions.get(0).booted().orElseThrow().loaded().orElseThrow();
    heard.add("boots " + loaded.kernel() + " with " + loaded.modules());
  }
}
