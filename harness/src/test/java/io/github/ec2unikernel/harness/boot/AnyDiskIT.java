package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real boots of disks in other layouts than ours, and that the resolver agrees with them. */
class AnyDiskIT {

  private static final Path KERNEL = Path.of("src/test/kernels/hello-notes.xen");
  private static final String HEAD = "default 0\nfallback 1\ntimeout 1\n";

  @TempDir Path directory;
  private final NotedListener told = new NotedListener();
  private ForeignDisk disk;

  @BeforeEach
  void prepareDisk() throws IOException {
    disk = new ForeignDisk(directory).put("/k.xen", KERNEL);
  }

  private BootReport boot(@Nullable Loader loader, int memory, String... lines) throws IOException {
    Expectations expectations =
        new Expectations(
            Stream.of(lines).map(Pattern::compile).toList(),
            List.of(),
            End.ANY,
            Duration.ofSeconds(120),
            Duration.ofSeconds(1));
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(Machine.ofDisk(disk.make()).withMemory(memory).withLoader(loader), expectations, told);
  }

  private static void assertSuccess(BootReport report) {
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }

  @Test
  void theFallbackIsTakenWhereTheFirstKernelIsCorrupt() throws IOException {
    byte[] corrupt = Files.readAllBytes(KERNEL);
    corrupt[5] = 7; // EI_DATA
    disk.put("/corrupt.xen", corrupt);
    disk.put(
        "/grub/menu.lst",
        HEAD
            + "title first\nroot (hd0,0)\nkernel /corrupt.xen\n"
            + "title second\nroot (hd0,0)\nkernel /k.xen chosen=second\n");
    assertSuccess(boot(null, 64, "cmdline: chosen=second$", "READY"));
    assertThat(told.resolved.get(0)).contains("entry 1 ('second')");
  }

  @Test
  void aMissingModuleDropsTheKernelThatIsAlreadyLoaded() throws IOException {
    disk.put("/one.bin", new byte[100]);
    disk.put(
        "/grub/menu.lst",
        HEAD
            + "title first\nroot (hd0,0)\nkernel /k.xen chosen=first\nmodule /gone.bin\n"
            + "title second\nroot (hd0,0)\nkernel /k.xen chosen=second\nmodule /one.bin\n");
    assertSuccess(boot(null, 64, "cmdline: chosen=second$", "module 0: 100 bytes", "READY"));
  }

  @Test
  void aFallbackThatIsMissingAsWellIsRefusedWithBothReasons() throws IOException {
    disk.put(
        "/grub/menu.lst",
        HEAD
            + "title first\nroot (hd0,0)\nkernel /gone.xen\n"
            + "title second\nroot (hd0,0)\nkernel /lost.xen\n");
    assertThatThrownBy(() -> boot(null, 64, "READY"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/gone.xen")
        .hasMessageContaining("/lost.xen");
  }

  @Test
  void theSecondFallbackIsTakenWhereTheFirstIsMissing() throws IOException {
    disk.put(
        "/grub/menu.lst",
        HEAD.replace("fallback 1", "fallback 1 2")
            + "title first\nroot (hd0,0)\nkernel /gone.xen a=1\nmodule /gone.bin\n"
            + "title second\nroot (hd0,0)\nkernel /lost.xen\n"
            + "title third\nroot (hd0,0)\nkernel /k.xen chosen=third\n");
    assertSuccess(boot(null, 64, "cmdline: chosen=third$", "READY"));
    assertThat(told.resolved.get(0)).contains("takes (hd0,0)/k.xen from entry 2 ('third')");
    assertThat(told.warnings).anyMatch(line -> line.contains("kernel /gone.xen, not on (hd0,0)"));
  }

  @Test
  void anUnpartitionedExt4WithLinksBootsAsTheResolverSays() throws IOException {
    disk.whole().mke2fs("-t", "ext4", "-O", "^64bit,^metadata_csum");
    disk.link("/boot/grub/menu.lst", "../../etc/menu").link("/boot/kernel", "/k.xen");
    disk.put("/etc/menu", HEAD + "title t\nroot (hd0)\nkernel /boot/kernel on=ext4\n");
    assertSuccess(boot(null, 64, "cmdline: on=ext4$", "READY"));
    assertThat(told.resolved.get(0))
        .contains("takes (hd0)/boot/kernel from entry 0 ('t') of (hd0)/boot");
    assertThat(told.resolved.get(1)).isEqualTo("PV-GRUB 1.03 (hd0) takes the same");
    assertThat(told.resolved.get(2)).startsWith("PV-GRUB 1.03 (hd00) finds no menu.lst: (hd0,0)");
  }

  @Test
  void anOldKernelInsideGzipIsBuiltByLibxl() throws IOException {
    disk.whole().put("/boot/mirage-os.gz", gzip(Path.of("src/test/kernels/hello-oldstyle.xen")));
    disk.put(
        "/boot/grub/menu.lst",
        "timeout 1\ntitle Mirage\nroot (hd0)\nkernel /boot/mirage-os.gz packed=gzip\n");
    BootReport report = boot(null, 64, "cmdline: packed=gzip$", "READY");
    assertSuccess(report);
    assertThat(report.setup()).contains("libxl");
  }

  @Test
  void aNewKernelInsideGzipIsUnpackedByGrub() throws IOException {
    disk.put("/k.gz", gzip(KERNEL));
    disk.put("/grub/menu.lst", "timeout 1\ntitle t\nroot (hd0,0)\nkernel /k.gz packed=gzip\n");
    BootReport report = boot(null, 64, "cmdline: packed=gzip$", "READY");
    assertSuccess(report);
    assertThat(report.setup()).contains("pvgrub");
  }

  private static byte[] gzip(Path file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      Files.copy(file, out);
    }
    return packed.toByteArray();
  }
}
