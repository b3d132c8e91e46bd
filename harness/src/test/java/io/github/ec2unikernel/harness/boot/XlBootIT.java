package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that xl itself builds from a configuration in the form that Mirage's tool wrote. */
class XlBootIT {

  private static final Path KERNELS = Path.of("src/test/kernels");

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();

  private BootReport boot(String config, String... lines) throws IOException {
    Path file = Files.writeString(directory.resolve("guest.xl"), config);
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .runXl(
            file,
            new Expectations(
                List.of(lines).stream().map(Pattern::compile).toList(),
                List.of(),
                End.POWEROFF,
                Duration.ofSeconds(180),
                Duration.ofSeconds(1)),
            new BootListener() {
              @Override
              public void warning(String what) {
                warnings.add(what);
              }
            });
  }

  @Test
  void aKernelWithQuotesEverywhereAndAnInterfaceBoots() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("it's \"here\""));
    Path kernel = Files.copy(KERNELS.resolve("hello-notes.xen"), folder.resolve("k.xen"));
    BootReport report =
        boot(
            """
            name = 'it\\'s'
            kernel = '%s'
            type = 'pv'
            memory = 64
            extra = 'a=\\'b  "c" \\\\d #e'
            on_crash = 'preserve'
            disk = [  ]
            vif = [ 'bridge=br0', 'bridge=br1' ]
            """
                .formatted(kernel.toString().replace("'", "\\'")),
            "^cmdline: a='b  \"c\" \\\\d #e$",
            "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).startsWith("xl with ").contains("guest.xl, 64 MiB");
    assertThat(warnings).anyMatch(it -> it.contains("[br0, br1]") && it.contains("nowhere"));
  }

  @Test
  void linuxGetsItsRamdiskAndTheFilesOfItsDisks() throws Exception {
    byte[] bytes = new byte[1_000_448];
    new Random(1).nextBytes(bytes);
    Path data = Files.write(directory.resolve("data,1 .img"), bytes);
    Path ramdisk =
        LinuxRamdisk.make(
            directory,
            """
            for disk in /sys/block/xvd*; do read -r size < $disk/size; echo "${disk##*/}: $size"; done
            echo "data: $(sha256sum < /dev/xvdc)"
            echo overwritten > /dev/xvdc && echo written
            """);
    BootReport report =
        boot(
            """
            name = 'linux'
            kernel = '%s'
            ramdisk = '%s'
            type = 'pv'
            memory = 256
            extra = 'console=hvc0 quiet panic=-1'
            disk = [ 'format=raw, vdev=xvdc, access=rw, target=%s' ]
            """
                .formatted(KERNELS.resolve(LinuxRamdisk.kernel()).toAbsolutePath(), ramdisk, data),
            "^written");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(Files.readAllLines(report.console()))
        .contains("xvdc: 1954", "data: " + sha256 + "  -");
    assertThat(Files.readAllBytes(data)).as("the file after the boot").isEqualTo(bytes);
  }

  @Test
  void aSyntaxErrorIsToldInXlsOwnWords() throws IOException {
    BootReport report = boot("name = 'broken\nkernel = '/k'\n");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason())
        .contains("xl does not take " + directory.resolve("guest.xl"))
        .contains("guest.xl:1: config parsing error near `'broken': lexical error");
  }

  @Test
  void aMissingKernelIsToldInXlsOwnWords() throws IOException {
    BootReport report = boot("name = 'x'\ntype = 'pv'\nkernel = '/none.xen'\nmemory = 32\n");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason())
        .contains("failed to open file '/none.xen': No such file or directory");
  }

  @Test
  void theOldBuilderLineIsRefusedAsXlRefusesIt() throws IOException {
    BootReport report = boot("name = 'x'\nbuilder = 'linux'\nkernel = '/none.xen'\n");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason()).contains("Invalid domain type linux");
    assertThat(warnings).anyMatch(it -> it.contains("type = 'pv'"));
  }
}
