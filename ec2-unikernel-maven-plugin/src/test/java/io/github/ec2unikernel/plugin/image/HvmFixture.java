package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.boot.DiskLoaders;
import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests for disks with GRUB 2, their files, and boots of those that need no Xen. */
final class HvmFixture implements ImageListener {

  static final Path KERNELS = Path.of("../harness/src/test/kernels");
  static final Path MULTIBOOT = KERNELS.resolve("hello-multiboot.elf");
  static final Path PV = KERNELS.resolve("hello-notes.xen");
  static final Path PVH = KERNELS.resolve("hello-pvh.xen");

  /** Where the partition begins on the disk, as GRUB's own test program names it. */
  static final String GRUB_ROOT = "(loop0,msdos1)";

  final Path dir;
  final Path target;
  final List<String> heard = new ArrayList<>();

  HvmFixture(Path dir) {
    this.dir = dir;
    this.target = dir.resolve("out/disk.raw");
  }

  /** The real ones, made once for all builds of this user. */
  static BootLoaders loaders() {
    return DiskLoaders.get(BootOptions.userCache(), false, step -> {});
  }

  static KernelRequest kernel(Path file, String arguments, Path... modules) {
    return new KernelRequest(file, arguments, List.of(modules), null, null);
  }

  ImageRequest request(@Nullable BootWay way, Set<Firmware> firmwares, KernelRequest... kernels) {
    return request(way, firmwares, MenuRequest.standard(), kernels);
  }

  ImageRequest request(
      @Nullable BootWay way, Set<Firmware> firmwares, MenuRequest menu, KernelRequest... kernels) {
    return new ImageRequest(
        null,
        new BootRequest(way, firmwares),
        List.of(kernels),
        menu,
        List.of(),
        target,
        ImageFixture.TIME);
  }

  DiskImage build(ImageRequest request) {
    return ImageBuilder.build(request, HvmFixture::loaders, this);
  }

  /** Returns a disk with one kernel. */
  DiskImage build(@Nullable BootWay way, KernelRequest kernel) {
    return build(request(way, Set.of(), kernel));
  }

  /** Returns a file's text as GRUB's own drivers read it. */
  String grubCat(String path) {
    return HostCommand.run("grub-fstest", target, "cat", GRUB_ROOT + path).output();
  }

  /** Returns what the guest says on the serial port, of which a line is expected. */
  List<String> boot(String line, End end) throws IOException {
    Path out = dir.resolve("boot");
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile(line)),
            List.of(),
            end,
            Duration.ofMinutes(2),
            Duration.ofMillis(100));
    BootReport report =
        new BootCheck(BootOptions.in(out).withBackend("qemu"))
            .run(Machine.ofDisk(target), expectations, new BootListener() {});
    heard.add("boot " + report.verdict() + (report.passed() ? "" : ": " + report.reason()));
    return Files.readAllLines(out.resolve("console.log"));
  }

  @Override
  public void wayChosen(BootWay way, List<Triage> kernels) {
    heard.add("way " + way.id());
  }

  @Override
  public void argumentsChanged(Path kernel, String received) {
    heard.add("changed " + received);
  }

  @Override
  public void filesProved(int files, long bytes) {
    heard.add("proved " + files);
  }

  @Override
  public void kernelUnknown(Path menu) {
    heard.add("unknown " + menu.getFileName());
  }

  @Override
  public void menuDoubted(Path menu, MenuProblem problem) {
    heard.add("doubted " + problem);
  }
}
