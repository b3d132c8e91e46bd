package io.github.ec2unikernel.harness.benchmark;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.boot.DiskLoaders;
import io.github.ec2unikernel.harness.boot.GrubDisk;
import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures boots of disks with a GRUB of their own, in seconds, and prints them as {@link
 * Benchmark} does; boots of Xen's guests from nothing take long and are repeated less.
 */
class HvmBenchmark {

  private static final int RUNS = 10;
  private static final int COLD_RUNS = 3;
  private static final Path KERNELS = Path.of("src/test/kernels");

  @TempDir Path directory;

  @Test
  void measure() throws Exception {
    BootLoaders loaders = DiskLoaders.get(BootOptions.userCache(), false, step -> {});
    Path multiboot =
        new GrubDisk(directory.resolve("multiboot"))
            .way(BootWay.MULTIBOOT)
            .packed("kernel.gz", KERNELS.resolve("hello-multiboot.elf"))
            .uefi(loaders.efiImage())
            .run("multiboot /boot/kernel.gz\nboot\n")
            .make(loaders);
    System.out.println(Timing.HEADING);
    print("multiboot, BIOS", multiboot, MachineModel.ANY, true, RUNS, "1");
    print("multiboot, BIOS, NVMe", multiboot, MachineModel.of(Hypervisor.NITRO), true, RUNS, "1");
    MachineModel uefi = MachineModel.ANY.withFirmware(Firmware.UEFI);
    print("multiboot, UEFI", multiboot, uefi, true, RUNS, "-");
    underXen("multiboot, Xen HVM, IDE", multiboot, MachineModel.of(Hypervisor.XEN_HVM), "-");
    underXen("shim, Xen HVM", shim(loaders), MachineModel.ANY, "10");
    underXen("PVH, Xen HVM", pvh(loaders), MachineModel.ANY, "10");
  }

  private Path shim(BootLoaders loaders) throws IOException {
    return new GrubDisk(directory.resolve("shim"))
        .way(BootWay.SHIM)
        .packed("xen-shim.gz", loaders.shim())
        .packed("kernel.gz", KERNELS.resolve("hello-notes.xen"))
        .run("multiboot2 /boot/xen-shim.gz pv-shim console=xen,pv\nmodule2 /boot/kernel.gz\nboot\n")
        .make(loaders);
  }

  private Path pvh(BootLoaders loaders) throws IOException {
    return new GrubDisk(directory.resolve("pvh"))
        .way(BootWay.PVH)
        .file("stub.elf", Files.write(directory.resolve("stub"), PvhStub.bytes()))
        .packed("kernel.gz", KERNELS.resolve("hello-pvh.xen"))
        .run("multiboot /boot/stub.elf\nmodule /boot/kernel.gz\nboot\n")
        .make(loaders);
  }

  private void underXen(String name, Path disk, MachineModel model, String target) {
    print("cold, " + name, disk, model, false, COLD_RUNS, "-");
    boot(disk, model, true); // saves what the others go on from
    print("warm, " + name, disk, model, true, RUNS, target);
  }

  private void print(
      String name, Path disk, MachineModel model, boolean warm, int runs, String target) {
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      timings.add(boot(disk, model, warm));
    }
    System.out.println(Timing.medians(name, timings, target));
  }

  private Timing boot(Path disk, MachineModel model, boolean warm) {
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("^READY")),
            List.of(),
            End.ANY,
            Duration.ofMinutes(5),
            Duration.ZERO);
    Instant called = Instant.now();
    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")).withWarm(warm))
            .run(
                Machine.ofDisk(disk).withMemory(64).withModel(model),
                expectations,
                new BootListener() {});
    Instant returned = Instant.now();
    if (report.verdict() != Verdict.SUCCESS) {
      throw new IllegalStateException(report.toString());
    }
    return Timing.of(report, called, returned);
  }
}
