package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.NicModel;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks with a GRUB of their own boot on what is nearest to the instances that they are for. */
class HvmIT {

  private static final Path KERNELS = Path.of("src/test/kernels");
  private static final Pattern LAST = Pattern.compile("^READY");
  private static final Duration A_DAY = Duration.ofDays(1);

  /** A quiet machine saves a guest at the first, within the time that its BIOS waits. */
  private static final int MOST_TRIES = 10;

  @TempDir Path directory;
  private BootLoaders loaders;

  @BeforeEach
  void prepare() {
    loaders = DiskLoaders.get(BootOptions.userCache(), false, step -> {});
  }

  private Path multiboot(String name) throws IOException {
    return multibootDisk(name).make(loaders);
  }

  private GrubDisk multibootDisk(String name) throws IOException {
    return new GrubDisk(directory.resolve(name))
        .way(BootWay.MULTIBOOT)
        .packed("kernel.gz", KERNELS.resolve("hello-multiboot.elf"))
        .run("multiboot /boot/kernel.gz by " + name + "\nboot\n");
  }

  private Path shim(String name, String kernel) throws IOException {
    return new GrubDisk(directory.resolve(name))
        .way(BootWay.SHIM)
        .packed("xen-shim.gz", loaders.shim())
        .packed("kernel.gz", KERNELS.resolve(kernel))
        .run("multiboot2 /boot/xen-shim.gz pv-shim console=xen,pv -- by " + name + "\n")
        .run("module2 /boot/kernel.gz\nboot\n")
        .make(loaders);
  }

  private Path pvh(String name) throws IOException {
    Path stub = Files.write(directory.resolve("stub-for-" + name), PvhStub.bytes());
    return new GrubDisk(directory.resolve(name))
        .way(BootWay.PVH)
        .file("stub.elf", stub)
        .packed("kernel.gz", KERNELS.resolve("hello-pvh.xen"))
        .run("multiboot /boot/stub.elf\nmodule /boot/kernel.gz by " + name + "\nboot\n")
        .make(loaders);
  }

  private BootReport boot(BootOptions options, Machine machine, String... lines) {
    Expectations expectations =
        new Expectations(
            Stream.concat(Stream.of(lines).map(Pattern::compile), Stream.of(LAST)).toList(),
            List.of(),
            End.ANY,
            Duration.ofMinutes(3),
            Duration.ZERO);
    return boot(options, machine, expectations);
  }

  private static BootReport boot(BootOptions options, Machine machine, Expectations expectations) {
    BootReport report =
        new BootCheck(options).run(machine.withMemory(64), expectations, new BootListener() {});
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    return report;
  }

  private BootReport boot(Path disk, MachineModel model, String... lines) {
    Machine machine = Machine.ofDisk(disk).withModel(model).withNetworks(List.of(Network.dhcp()));
    return boot(BootOptions.in(directory.resolve("out")), machine, lines);
  }

  /** Puts the usual parts into a cache of its own, so that no other boot sees its states. */
  private BootOptions withOwnCache(String backend) throws IOException {
    Path usual = ApplianceCache.defaultDirectory();
    ApplianceCache parts = new ApplianceCache(usual, false);
    Path cache = Files.createDirectory(directory.resolve("cache"));
    for (Path part :
        List.of(parts.get(step -> {}).directory(), parts.deviceModel(step -> {}).directory())) {
      Command copy = Command.of("cp", "-a", part.toString(), cache.toString());
      assertThat(ProcessRunner.run(copy, cache, Duration.ofMinutes(1)).succeeded()).isTrue();
    }
    BootOptions usually = BootOptions.in(directory.resolve("out"));
    return new BootOptions(cache, usually.console(), usually.machineLog(), true, backend, true);
  }

  private static List<String> phases(BootReport report) {
    return report.timeline().phases().stream().map(Phase::name).toList();
  }

  @Test
  void aPvKernelBootsThroughTheShimColdAndWarmWithAnotherDiskInTheSameMachine() throws Exception {
    BootOptions options = withOwnCache(Backends.AUTO);
    BootReport cold =
        boot(options, Machine.ofDisk(shim("first", "hello-notes.xen")), "^cmdline: +by first$");
    assertThat(phases(cold)).doesNotContain("restored");
    for (int tries = 1; tries < MOST_TRIES && built(options).isEmpty(); tries++) {
      boot(options, Machine.ofDisk(shim("again-" + tries, "hello-notes.xen")));
    }
    Path saved = setAside(options);

    // of the old style, so that nothing of the first disk would do for it
    Path second = shim("second", "hello-oldstyle.xen");
    BootReport warm = boot(options, Machine.ofDisk(second), "^cmdline: +by second$");
    assertThat(phases(warm))
        .startsWith("restored", "dom0 ready", "guest built", "guest started")
        .doesNotHaveDuplicates();
    assertThat(Files.readString(options.console()))
        .contains("(XEN) Command line: pv-shim console=xen,pv")
        .doesNotContain("by first");
    assertThat(warm.machine().facts())
        .contains(
            new Fact("firmware", "BIOS"), new Fact("loader", "GRUB on the disk, Xen's PV shim"));
    assertThatItWasUsed(options, saved);
  }

  @Test
  void aKernelInTheShimTakesWhatIsTypedAndTellsOfItsEnd() throws Exception {
    Path disk = shim("echo", "hello-notes.xen");
    Duration time = Duration.ofMinutes(3);
    Expectations ready = new Expectations(List.of(LAST), List.of(), End.ANY, time, Duration.ZERO);
    try (LiveGuest guest =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .start(Machine.ofDisk(disk).withMemory(64), ready, new BootListener() {})) {
      guest.type("one two\n");
      assertThat(guest.awaitLine(Pattern.compile("^echo: "), time)).isEqualTo("echo: one two");
      guest.type("stop\n");
      assertThat(guest.awaitEnd(time)).isEqualTo(EndState.POWERED_OFF);
    }
  }

  /** Makes a disk whose boot code is all there is: it prints a word, and halts. */
  private Path printing(String word) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(1 << 20);
    sector.put(new byte[] {(byte) 0xba, (byte) 0xf8, 0x03}); // mov dx, the serial port
    for (byte letter : (word + "\n").getBytes(StandardCharsets.US_ASCII)) {
      sector.put(new byte[] {(byte) 0xb0, letter, (byte) 0xee}); // mov al, letter; out dx, al
    }
    sector.put(new byte[] {(byte) 0xf4, (byte) 0xeb, (byte) 0xfd}); // hlt, again and again
    sector.put(510, (byte) 0x55).put(511, (byte) 0xaa);
    return Files.write(directory.resolve(word), sector.array());
  }

  @Test
  void aSavedMachineDoesNotRememberTheFirstSectorsOfTheDiskThatItWasSavedWith() throws Exception {
    BootOptions options = withOwnCache(Backends.XEN);
    // a busy machine is too slow to save the guest at times
    for (int tries = 0; tries < MOST_TRIES && built(options).isEmpty(); tries++) {
      print(options, "one");
    }
    Path saved = setAside(options);
    BootReport second = print(options, "two");
    assertThat(phases(second)).startsWith("restored", "dom0 ready", "guest built");
    assertThat(Files.readString(options.console())).isEqualTo("two\n");
    assertThatItWasUsed(options, saved);
  }

  private static List<Path> built(BootOptions options) throws IOException {
    Path states = options.cache().resolve("states");
    if (!Files.exists(states)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(states)) {
      return all.filter(state -> state.getFileName().toString().startsWith("built-")).toList();
    }
  }

  /** Makes the one saved guest seem to be unused since yesterday. */
  private static Path setAside(BootOptions options) throws IOException {
    assertThat(built(options)).hasSize(1);
    Path saved = built(options).get(0);
    FileTime yesterday = FileTime.from(Instant.now().minus(A_DAY));
    Files.setLastModifiedTime(saved.resolve("manifest"), yesterday);
    Files.setLastModifiedTime(saved, yesterday);
    return saved;
  }

  /** A boot from dom0 alone would have left it as it was, or saved its guest anew. */
  private static void assertThatItWasUsed(BootOptions options, Path saved) throws IOException {
    assertThat(built(options)).containsExactly(saved);
    Instant noon = Instant.now().minus(A_DAY.dividedBy(2));
    assertThat(Files.getLastModifiedTime(saved).toInstant()).isAfter(noon);
    assertThat(Files.getLastModifiedTime(saved.resolve("manifest")).toInstant()).isBefore(noon);
  }

  private BootReport print(BootOptions options, String word) throws IOException {
    Pattern line = Pattern.compile("^" + word + "$");
    Expectations expectations =
        new Expectations(List.of(line), List.of(), End.ANY, Duration.ofMinutes(3), Duration.ZERO);
    return boot(options, Machine.ofDisk(printing(word)).withType(GuestType.HVM), expectations);
  }

  @Test
  void aPvhKernelBootsThroughTheStub() throws Exception {
    BootReport report = boot(pvh("stub"), MachineModel.ANY, "^magic: pvh", "^cmdline: by stub$");
    assertThat(report.machine().facts())
        .contains(new Fact("backend", "xen-qemu, Xen in QEMU"))
        .contains(new Fact("loader", "GRUB on the disk, a stub for PVH"));
  }

  @Test
  void aMultibootKernelFindsTheDevicesOfTheModel() throws Exception {
    Path disk = multiboot("devices");
    boot(disk, MachineModel.ANY, "^cmdline: by devices", "^pci: 1af4:1001", "^pci: 1af4:1000");
    BootReport nitro =
        boot(disk, MachineModel.of(Hypervisor.NITRO), "^pci: 1b36:0010", "^pci: 8086:10d3");
    assertThat(nitro.machine().facts())
        .contains(
            new Fact("meant for", "Nitro"),
            new Fact("disks", "nvme"),
            new Fact("nics", "e1000e, as QEMU has no ENA"));
    MachineModel old = MachineModel.ANY.withDisk(DiskModel.IDE).withNic(NicModel.E1000);
    BootReport ide = boot(disk, old, "^pci: 8086:100e");
    assertThat(Files.readString(ide.transcript().file())).doesNotContain("1af4:");
  }

  @Test
  void aMultibootKernelMeantForXensTypesRunsInAnHvmGuest() throws Exception {
    boot(multiboot("xen"), MachineModel.of(Hypervisor.XEN_HVM), "^pci: 5853:0001");
  }

  @Test
  void uefiStartsTheGrubOfTheSystemPartitionWhichGoesOnWithTheFirst() throws Exception {
    Path disk = multibootDisk("uefi").uefi(loaders.efiImage()).make(loaders);
    BootReport report =
        boot(disk, MachineModel.ANY.withFirmware(Firmware.UEFI), "^cmdline: by uefi");
    assertThat(report.machine().facts()).contains(new Fact("firmware", "UEFI"));
    assertThat(phases(report))
        .startsWith("guest built", "guest started", "boot loader started", "kernel started");
    MachineModel nvme = MachineModel.of(Hypervisor.NITRO).withFirmware(Firmware.UEFI);
    boot(disk, nvme, "^pci: 1b36:0010");
  }

  @Test
  void aDiskThatUefiFindsNothingOnIsNoMystery() throws Exception {
    Path garbage = Files.writeString(directory.resolve("garbage"), "no program");
    Path disk = multibootDisk("none").uefi(garbage).make(loaders);
    Expectations expectations =
        new Expectations(List.of(LAST), List.of(), End.ANY, Duration.ofMinutes(3), Duration.ZERO);

    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .run(
                Machine.ofDisk(disk).withModel(MachineModel.ANY.withFirmware(Firmware.UEFI)),
                expectations,
                new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason()).contains("UEFI finds nothing to boot");
  }
}
