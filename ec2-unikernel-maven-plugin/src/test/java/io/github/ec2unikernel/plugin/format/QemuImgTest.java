package io.github.ec2unikernel.plugin.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.harness.process.Exit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What failures of qemu-img mean. */
class QemuImgTest {

  private static final SourceDisk DISK = new SourceDisk(Path.of("big.qcow2"), SourceFormat.QCOW2);
  private static final Room ROOM = new Room(DISK, Path.of("/build/target"), 3L << 20);

  private static ProblemException problem(String what, int code, String errors) {
    return new QemuImg(DISK, ROOM)
        .problem(what, new Exit(code, "{\n \"corruptions\": 5\n}\n", errors, false), 10L << 30);
  }

  @Test
  void aFullFileSystemIsThisMachinesAndNotTheDisks() {
    ProblemException problem =
        problem(
            "convert",
            1,
            "qemu-img: error while writing at byte 2097152: No space left on device\n");

    assertThat(problem)
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "the disk big.qcow2 has 10737418240 bytes, of which all but zeros are written to"
                + " /build/target, where 3145728 were free: there was no room left");
    assertThat(problem.hint())
        .isEqualTo(
            "Free more there, at most 10238 MiB, or put the build's directory on another file"
                + " system.");
  }

  @Test
  void aDamagedDiskIsToldInAFewLinesWithoutWhatIsForPrograms() {
    ProblemException problem =
        problem("check", 2, "ERROR one\nERROR two\n\nERROR three\nERROR four\nERROR five\n");

    assertThat(problem)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "<disk> is big.qcow2, and `qemu-img check` says of it: ERROR one; ERROR two; ERROR"
                + " three; and 2 lines more");
    assertThat(problem("check", 2, ""))
        .hasMessageEndingWith("says of it: no reason, but the exit code 2");
  }
}
