package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.oracle.ChildJava;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full: one of 16 MiB in memory, in a name space of its own. */
class DiskFullOracleTest {

  private static final String SCRIPT =
      """
      mount -t tmpfs -o size=16m none "$OUT" || exit 9
      "$@"
      result=$?
      echo "left: $(ls -A "$OUT")"
      exit $result
      """;

  @TempDir Path dir;

  @Test
  void aDiskThatFitsIsBuiltThere() throws IOException {
    HostCommand child = build(List.of(), 10 << 20);

    assertThat(child.exitCode()).as(child.output()).isZero();
    assertThat(child.output()).containsPattern("[0-9a-f]{64}\nleft: disk.raw\n");
  }

  @Test
  void aDiskThatCanNotFitIsRefusedBeforehand() throws IOException {
    HostCommand child = build(List.of(), 20 << 20);

    assertThat(child.exitCode()).as(child.output()).isEqualTo(3);
    assertThat(child.output())
        .contains("EnvironmentException: The disk takes up to 22020096 bytes in " + out())
        .contains(", where 16777216 are free.")
        .containsPattern("hint: Free 6 MiB there")
        .contains("left: \n");
  }

  @Test
  void roomThatVanishesMeanwhileLeavesNothingHalfMade() throws IOException {
    HostCommand child = build(List.of("-Dfiller=" + out().resolve("filler")), 10 << 20);

    assertThat(child.exitCode()).as(child.output()).isEqualTo(3);
    assertThat(child.output())
        .contains("EnvironmentException: The disk takes up to 11534336 bytes in " + out())
        .contains("there was no room left: No space left on device.")
        .contains("hint: Free 12 MiB there")
        .contains("left: filler\n");
  }

  /** As when the user stops Maven. */
  @Test
  void aProcessThatIsStoppedMidwayLeavesNothingBehind() throws IOException {
    HostCommand child = build(List.of("-Dstop=true"), 10 << 20);

    assertThat(child.exitCode()).as(child.output()).isEqualTo(BuildMain.STOPPED);
    assertThat(child.output()).contains("left: \n");
  }

  private HostCommand build(List<String> options, int moduleSize) throws IOException {
    ImageFixture fixture = new ImageFixture(dir);
    byte[] bytes = new byte[moduleSize];
    java.util.Arrays.fill(bytes, (byte) 7);
    Path kernel = fixture.kernel("hello.xen", 14_000);
    Path first = fixture.module("a.bin", new byte[] {1});
    Path module = fixture.module("module.bin", bytes);
    java.nio.file.Files.createDirectories(out());
    List<String> command = new ArrayList<>(List.of("env", "OUT=" + out(), "unshare"));
    command.addAll(List.of("--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"));
    command.addAll(ChildJava.command(BuildMain.class, options, dir, kernel, first, module));
    return HostCommand.run(command);
  }

  private Path out() {
    return dir.resolve("out");
  }
}
