package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.Allocation;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.oracle.ChildJava;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of over 2 GiB, in a Java process that has far less memory than that. */
class LargeImageOracleTest {

  private static final long SIZE = (1L << 31) + 12_345;

  @TempDir Path dir;

  @Test
  void aModuleOfOver2GiBTakesLessThan24MiBOfHeap() throws IOException {
    ImageFixture fixture = new ImageFixture(dir);
    Path kernel = fixture.kernel("hello.xen", 14_000);
    Path module = module();

    HostCommand child =
        HostCommand.run(
            ChildJava.command(
                BuildMain.class,
                List.of("-Xmx24m", "-XX:MaxDirectMemorySize=8m"),
                dir,
                kernel,
                module));

    assertThat(child.exitCode()).as(child.output()).isZero();
    assertThat(HostCommand.run("sha256sum", fixture.target).output())
        .startsWith(child.output().strip());
    assertThat(Allocation.of(fixture.target)).isLessThan(16 << 20);
    Ext2Judge judge = new Ext2Judge(fixture.target, 1 << 20);
    assertThat(judge.complaints()).isEmpty();
    assertThat(judge.debugfs("features")).contains("large_file");
    assertThat(judge.debugfs("stat /large.bin")).contains("Size: " + SIZE).contains("(DIND)");
    assertThat(judge.holds("/large.bin", Content.of(module, "module"))).isTrue();
  }

  /** Returns a sparse file with some bytes at each of many places, the last byte among them. */
  private Path module() throws IOException {
    Path file = Files.createFile(dir.resolve("large.bin"));
    try (RandomAccessFile module = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 0; at < SIZE; at += 77_777_777) {
        module.seek(at);
        module.writeLong(at ^ 0x5555_aaaa_5555_aaaaL);
      }
      module.seek(SIZE - 1);
      module.write(42);
    }
    return file;
  }
}
