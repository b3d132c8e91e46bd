package io.github.ec2unikernel.harness.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appliances built from the distribution's packages, for real. */
class ApplianceCacheIT {

  @TempDir Path directory;

  @Test
  void twoBuildsAtOnceMakeOneAppliance() throws Exception {
    Path left = Files.createDirectories(directory.resolve("unfinished-123/root"));
    Files.createFile(left.resolve("half"));
    ConcurrentLinkedQueue<String> steps = new ConcurrentLinkedQueue<>();
    Callable<Appliance> get = () -> new ApplianceCache(directory, false).get(steps::add);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Appliance> one = threads.submit(get);
      Future<Appliance> other = threads.submit(get);
      assertThat(one.get()).isEqualTo(other.get());
      assertThat(steps).filteredOn(step -> step.startsWith("unpacking")).hasSize(1);
      assertThat(files()).noneMatch(name -> name.startsWith("unfinished"));
      assertWhole(one.get());
      assertAnotherProcessReusesIt(one.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private void assertWhole(Appliance appliance) throws IOException {
    assertThat(appliance.xen()).isRegularFile();
    assertThat(appliance.kernel()).isRegularFile();
    assertThat(Files.readAllLines(appliance.directory().resolve("packages")))
        .anyMatch(name -> name.startsWith("xen-hypervisor"));
    String listing =
        ProcessRunner.run(
                Command.of("sh", "-c", "cpio -it --quiet < " + appliance.initramfs()),
                directory,
                Duration.ofSeconds(30))
            .output();
    assertThat(listing.lines())
        .contains("init", "job", "pvgrub", "pvgrub-modules", "bin/xl", "bin/busybox", "bin/sh");
  }

  @Test
  void whatHvmGuestsAndDisksNeedIsMadeOnceAndKept() throws IOException {
    List<String> steps = new ArrayList<>();
    ApplianceCache cache = new ApplianceCache(directory, false);
    DeviceModel model = cache.deviceModel(steps::add);
    BootLoaders loaders = cache.loaders(steps::add);
    UefiFirmware uefi = cache.uefi(steps::add);

    assertThat(steps).filteredOn(step -> step.startsWith("downloading packages for ")).hasSize(3);
    assertThat(
            List.of(
                model.archive(),
                loaders.bootImage(),
                loaders.coreImage(),
                loaders.efiImage(),
                loaders.shim(),
                uefi.code(),
                uefi.variables()))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(loaders.directory().resolve("packages")).content().contains("grub-pc-bin_");
    assertThat(uefi.code().resolveSibling("packages")).content().startsWith("ovmf_");
    assertThat(model.archive().resolveSibling("packages"))
        .content()
        .contains("qemu-system-xen_")
        .doesNotContain("xen-hypervisor-");

    steps.clear();
    ApplianceCache offline = new ApplianceCache(directory, true);
    assertThat(offline.deviceModel(steps::add)).isEqualTo(model);
    assertThat(offline.loaders(steps::add)).isEqualTo(loaders);
    assertThat(offline.uefi(steps::add)).isEqualTo(uefi);
    assertThat(steps).isEmpty();
  }

  private void assertAnotherProcessReusesIt(Appliance appliance) {
    List<String> steps = new ArrayList<>();
    assertThat(new ApplianceCache(directory, true).get(steps::add)).isEqualTo(appliance);
    assertThat(steps).isEmpty();
  }

  @Test
  void bootLoadersBuiltAnewAreTheSameBytes() throws IOException {
    BootLoaders here = new ApplianceCache(directory, false).loaders(step -> {});
    BootLoaders kept =
        new ApplianceCache(ApplianceCache.defaultDirectory(), false).loaders(step -> {});

    assumeThat(Files.readAllLines(kept.packages()))
        .as("packages")
        .isEqualTo(Files.readAllLines(here.packages()));
    assertThat(here.bootImage()).hasSameBinaryContentAs(kept.bootImage());
    assertThat(here.coreImage()).hasSameBinaryContentAs(kept.coreImage());
    assertThat(here.efiImage()).hasSameBinaryContentAs(kept.efiImage());
    assertThat(here.shim()).hasSameBinaryContentAs(kept.shim());
  }

  @Test
  void aDirectoryThatCantBeMadeIsNamed() throws IOException {
    Path blocker = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> new ApplianceCache(blocker.resolve("cache"), false).get(step -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(blocker.toString());
  }

  @Test
  void offlineNothingIsFetched() {
    assertThatThrownBy(() -> new ApplianceCache(directory, true).get(step -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("offline")
        .hasMessageContaining(directory.toString());
    assertThatThrownBy(() -> new ApplianceCache(directory, true).deviceModel(step -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("there are no programs for HVM guests in " + directory);
    assertThatThrownBy(() -> new ApplianceCache(directory, true).loaders(step -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("there are no boot loaders for HVM disks in " + directory);
    assertThatThrownBy(() -> new ApplianceCache(directory, true).uefi(step -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("there is no UEFI for QEMU in " + directory);
  }

  @Test
  void packagesThatCantBeHadAreAnErrorAndLeaveNothing() throws IOException {
    // a JVM that finds no apt-get, with everything else in its place
    String classpath = System.getProperty("java.class.path");
    Exit exit =
        ProcessRunner.run(
            Command.of(
                "env",
                "PATH=/nonexistent",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath,
                BuildAppliance.class.getName(),
                directory.resolve("cache").toString()),
            directory,
            Duration.ofMinutes(1));
    assertThat(exit.output()).contains("apt-get is not on the PATH");
    try (Stream<Path> left = Files.list(directory.resolve("cache"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("lock");
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** Builds an appliance in the directory given. */
  static final class BuildAppliance {
    private BuildAppliance() {}

    public static void main(String[] arguments) {
      new ApplianceCache(Path.of(arguments[0]), false).get(step -> {});
    }
  }
}
