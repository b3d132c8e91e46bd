package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real boots of our test kernels, under Xen in QEMU (packages qemu-system-x86, qemu-utils). */
class BootCheckIT {

  @TempDir Path directory;
  private final List<String> heard = new ArrayList<>();
  private TestDisk disk;

  @BeforeEach
  void prepareDisk() {
    disk = new TestDisk(directory);
  }

  private BootReport boot(@Nullable Loader loader, int memory, Expectations expectations)
      throws IOException {
    Path made = disk.make();
    byte[] before = Files.readAllBytes(made);
    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .run(
                Machine.ofDisk(made).withMemory(memory).withLoader(loader),
                expectations,
                new Listener());
    assertThat(Files.readAllBytes(made)).as("the disk after the boot").isEqualTo(before);
    return report;
  }

  private static Expectations expect(End end, int timeout, String... lines) {
    return new Expectations(
        Stream.of(lines).map(Pattern::compile).toList(),
        List.of(Pattern.compile("forbidden|escape: never")),
        end,
        Duration.ofSeconds(timeout),
        Duration.ofSeconds(1));
  }

  private static void assertVerdict(BootReport report, Verdict verdict) {
    assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(Loader.class)
  void aKernelWithNotesBootsThroughBothLoaders(Loader loader) throws IOException {
    disk.arguments("greeting=hi");
    BootReport report =
        boot(loader, 64, expect(End.POWEROFF, 60, "cmdline: greeting=hi$", "^READY$"));
    assertVerdict(report, Verdict.SUCCESS);
    assertThat(report.phases())
        .extracting(Phase::name)
        .containsSubsequence("dom0 ready", "guest built")
        .contains("guest started", "guest ended");
    assertThat(Files.readAllLines(report.console())).contains("READY");
    assertThat(heard).contains("READY");
  }

  @Test
  void aKernelOfTheOldStyleIsBuiltByLibxl() throws IOException {
    disk.kernel("hello-oldstyle.xen");
    BootReport report = boot(null, 32, expect(End.ANY, 60, "READY"));
    assertVerdict(report, Verdict.SUCCESS);
    assertThat(report.setup()).contains("libxl");
  }

  @Test
  void aKernelOfTheOldStyleDiesUnderGrub() throws IOException {
    disk.kernel("hello-oldstyle.xen");
    BootReport report = boot(Loader.PVGRUB, 64, expect(End.ANY, 60));
    assertVerdict(report, Verdict.CRASH);
    assertThat(report.tail()).noneMatch(line -> line.contains("magic"));
  }

  @Test
  void argumentsReachTheKernelAsTheyStandUnderLibxl() throws IOException {
    String words = "a=\"b c\"  'd' \\e $f `g` #h ;i {j} %k \\\\x20 e\\nd";
    disk.arguments(words);
    BootReport report = boot(Loader.LIBXL, 64, expect(End.ANY, 60, "READY"));
    assertVerdict(report, Verdict.SUCCESS);
    assertThat(report.tail()).contains("cmdline: " + words);
  }

  @Test
  void everyModuleOfTheMenuReachesTheKernel() throws Exception {
    Path first = random("one.bin", 100_003);
    Path second = random("two.bin", 7);
    disk.module(first).module(second);
    BootReport report = boot(Loader.PVGRUB, 64, expect(End.ANY, 60, "READY"));
    assertVerdict(report, Verdict.SUCCESS);
    assertThat(report.tail())
        .contains("flags: 0x4")
        .anyMatch(line -> line.startsWith("module 0: 100003 bytes sha256=" + sha256(first)))
        .anyMatch(line -> line.startsWith("module 1: 7 bytes sha256=" + sha256(second)));
  }

  @ParameterizedTest
  @EnumSource(Loader.class)
  void anInitrdReachesTheKernelAsOneBlob(Loader loader) throws Exception {
    Path file = random("root.img", 5000);
    disk.initrd(file);
    BootReport report = boot(loader, 64, expect(End.ANY, 60, "READY"));
    assertVerdict(report, Verdict.SUCCESS);
    assertThat(report.tail()).contains("ramdisk: 5000 bytes sha256=" + sha256(file));
  }

  @Test
  void modulesThatLibxlCantHandOverAreRefused() throws IOException {
    disk.kernel("hello-oldstyle.xen").module(random("one.bin", 10));
    assertThatThrownBy(() -> boot(null, 64, expect(End.ANY, 60)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one.bin");
    assertThat(directory.resolve("out")).as("what a machine would have left").doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "crash, CRASH, crashed",
    "fault, CRASH, crashed",
    "reboot, CRASH, rebooted",
    "exit-early, FAILURE, powered off before",
    "hang=early, TIMEOUT, 0 of 1 expected lines); it is silent since",
  })
  void guestsThatGoWrongAreToldApart(String word, Verdict verdict, String reason)
      throws IOException {
    disk.arguments(word);
    BootReport report = boot(null, 64, expect(End.ANY, 15, "READY"));
    assertVerdict(report, verdict);
    assertThat(report.reason()).contains(reason);
  }

  @Test
  void aForbiddenLineEndsTheBoot() throws IOException {
    disk.arguments("stay forbidden");
    assertVerdict(boot(null, 64, expect(End.ANY, 60)), Verdict.FAILURE);
  }

  @Test
  void aGuestThatStaysUpPasses() throws IOException {
    disk.arguments("stay");
    assertVerdict(boot(null, 64, expect(End.RUNNING, 60, "READY")), Verdict.SUCCESS);
  }

  @Test
  void aPromptWithoutLineEndIsSeen() throws IOException {
    disk.arguments("partial");
    assertVerdict(boot(null, 64, expect(End.RUNNING, 60, "^login: $")), Verdict.SUCCESS);
  }

  @Test
  void aSlowGuestIsWaitedFor() throws IOException {
    disk.arguments("slow");
    assertVerdict(boot(null, 64, expect(End.ANY, 60, "tick 5", "READY")), Verdict.SUCCESS);
  }

  @Test
  void noByteOfALongConsoleIsLost() throws IOException {
    disk.arguments("flood=20000");
    BootReport report = boot(null, 64, expect(End.ANY, 120, "READY"));
    assertVerdict(report, Verdict.SUCCESS);
    List<String> numbers =
        Files.readAllLines(report.console()).stream()
            .filter(line -> line.startsWith("flood "))
            .map(line -> line.split(" ", -1)[1])
            .toList();
    assertThat(numbers)
        .isEqualTo(IntStream.rangeClosed(1, 20000).mapToObj(Integer::toString).toList());
  }

  @Test
  void aFloodWithoutEndTimesOut() throws IOException {
    disk.arguments("flood");
    BootReport report = boot(null, 64, expect(End.ANY, 12, "READY"));
    assertVerdict(report, Verdict.TIMEOUT);
    // The last one is cut wherever the guest was when its time was over.
    assertThat(report.tail())
        .hasSize(40)
        .allMatch(line -> line.startsWith("flood ") || "flood ".startsWith(line));
    assertThat(Thread.getAllStackTraces().keySet())
        .as("threads that outlive the boot")
        .noneMatch(thread -> thread.getName().startsWith("ec2-unikernel-con"));
  }

  @Test
  void escapeSequencesReachNeitherTheListenerNorTheLog() throws IOException {
    disk.arguments("escape");
    BootReport report = boot(null, 64, expect(End.ANY, 60, "READY"));
    assertVerdict(report, Verdict.SUCCESS);
    String all = Files.readString(report.console()) + String.join("", heard);
    assertThat(all).contains("escape").doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
  }

  @Test
  void whatGrubSaysWhenItLoadsNothingIsNamed() throws IOException {
    // libxl would load it: p_paddr of its first segment is a virtual address
    byte[] kernel = Files.readAllBytes(Path.of("src/test/kernels/hello-notes.xen"));
    ByteBuffer elf = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
    int segment = (int) elf.getLong(32);
    elf.putLong(segment + 24, elf.getLong(segment + 16));
    disk.kernel(Files.write(directory.resolve("virtual.xen"), kernel));
    BootReport report = boot(Loader.PVGRUB, 64, expect(End.ANY, 60, "READY"));
    assertVerdict(report, Verdict.FAILURE);
    assertThat(report.reason()).contains("the boot loader started no kernel; it said: error: ");
  }

  /** On a machine whose KVM works nothing falls back, and the finding stays. */
  @Test
  void aKvmThatTheProbeBelievedIsGivenUpWhenNoDom0Comes() throws IOException {
    Machine machine = Machine.ofDisk(disk.make()).withMemory(64);
    Expectations expectations = expect(End.ANY, 60, "READY");
    Path cache = Files.createDirectory(directory.resolve("cache"));
    Path appliance =
        new ApplianceCache(ApplianceCache.defaultDirectory(), false).get(step -> {}).directory();
    Files.createSymbolicLink(cache.resolve(appliance.getFileName()), appliance);
    BootOptions options =
        new BootOptions(
            cache,
            directory.resolve("console"),
            directory.resolve("log"),
            true,
            Backends.AUTO,
            true);
    BootCheck check = new BootCheck(options);
    assertVerdict(check.run(machine, expectations, new Listener()), Verdict.SUCCESS);
    List<Path> findings;
    try (Stream<Path> files = Files.list(cache)) {
      findings = files.filter(file -> file.toString().contains("accelerator-")).toList();
    }
    assumeTrue(!findings.isEmpty(), "there is no /dev/kvm to believe in");
    String truth = Files.readString(findings.get(0));
    Files.writeString(findings.get(0), "kvm");
    assertVerdict(check.run(machine, expectations, new Listener()), Verdict.SUCCESS);
    assertThat(Files.readString(findings.get(0))).isEqualTo(truth);
    Files.delete(cache.resolve(appliance.getFileName())); // JUnit warns of links out of its folder
  }

  @Test
  void aDiskWithoutMenuIsRefusedBeforeAnythingStarts() throws IOException {
    disk.withoutMenu();
    assertThatThrownBy(() -> boot(null, 64, expect(End.ANY, 60)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("menu.lst");
    assertThat(heard).isEmpty();
  }

  private Path random(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }

  private static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class Listener implements BootListener {
    @Override
    public void line(String line) {
      heard.add(line);
    }
  }
}
