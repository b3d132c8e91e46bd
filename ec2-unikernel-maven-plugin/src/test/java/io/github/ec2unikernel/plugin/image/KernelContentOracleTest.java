package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packed kernels, as the packers of the host make them and GRUB reads them. */
class KernelContentOracleTest {

  @TempDir Path dir;

  private Path packed(Path kernel, String program, String suffix) throws IOException {
    Path copy = Files.copy(kernel, dir.resolve(kernel.getFileName()));
    HostCommand made = HostCommand.run(program, "-k", copy);
    assertThat(made.exitCode()).as(made.output()).isZero();
    return dir.resolve(kernel.getFileName() + suffix);
  }

  @ParameterizedTest
  @CsvSource({"gzip, .gz", "xz, .xz", "lzop, .lzo", "bzip2, .bz2", "zstd, .zst"})
  void aPackedMultibootKernelBoots(String program, String suffix) throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    fixture.build(null, HvmFixture.kernel(packed(HvmFixture.MULTIBOOT, program, suffix), "x"));

    assertThat(fixture.boot("^READY", End.POWEROFF)).contains("cmdline: x");
  }

  @Test
  void whatGrubDoesNotReadIsUnpackedAndCompressedAgain() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    Path kernel = packed(HvmFixture.PV, "bzip2", ".bz2");
    fixture.build(BootWay.SHIM, HvmFixture.kernel(kernel, ""));

    Path dump = dir.resolve("dump");
    HostCommand.run(
        "grub-fstest",
        fixture.target,
        "cp",
        HvmFixture.GRUB_ROOT + "/boot/hello-notes.xen.bz2.gz",
        dump);
    // GRUB's own program has taken it out of its wrapping
    assertThat(HostCommand.run("file", dump).output()).contains("gzip compressed data");
    HostCommand.run(
        "grub-fstest",
        "-u",
        fixture.target,
        "cp",
        HvmFixture.GRUB_ROOT + "/boot/hello-notes.xen.bz2.gz",
        dump);
    assertThat(dump).hasSameBinaryContentAs(HvmFixture.PV);
  }
}
