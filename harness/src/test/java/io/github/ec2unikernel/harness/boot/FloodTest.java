package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest that prints 100 MB, followed by a Java process with little memory. */
class FloodTest {

  private static final long FLOOD = 100_000_000;

  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  private String follow(String kind) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                kind,
                directory.resolve("console.log").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(output).isZero();
    return output;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lines", "noise", "one-line"})
  void aHundredMegabytesNeedLittleMemoryAndHideNoVerdict(String kind) throws Exception {
    assertThat(follow(kind))
        .isEqualTo("SUCCESS the guest powered off by itself, and the expected line came\n");
    Path log = directory.resolve("console.log");
    assertThat(Files.size(log)).isLessThan(70 * MEBIBYTE);
    if (kind.equals("lines")) {
      assertThat(Files.size(log)).isGreaterThan(60 * MEBIBYTE);
    }
  }

  @Test
  void theLogEndsWithANoteWhereItIsCut() throws Exception {
    follow("lines");
    try (var log = Files.newByteChannel(directory.resolve("console.log"))) {
      ByteBuffer end = ByteBuffer.allocate(200);
      log.position(log.size() - end.capacity());
      while (end.hasRemaining()) {
        assertThat(log.read(end)).isPositive();
      }
      assertThat(new String(end.array(), StandardCharsets.UTF_8))
          .endsWith("[the console goes on; this file ends at its limit]\n");
    }
  }

  /** Prints what a guest would. */
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      byte[] piece = piece(arguments[0]);
      Expectations expectations =
          new Expectations(
              List.of(Pattern.compile("^READY$")),
              List.of(Pattern.compile("^never$")),
              End.POWEROFF,
              Duration.ofMinutes(30),
              Duration.ZERO);
      BootJudge judge =
          new BootJudge(
              expectations,
              LoaderWatch.none(),
              Duration.ofMinutes(4),
              new HostNames("dom0", "QEMU"));
      try (ConsoleLog console = ConsoleLog.create(Path.of(arguments[1]))) {
        BootRun run = new BootRun(judge, console, new BootListener() {});
        Thread guest = new Thread(() -> print(run, piece));
        guest.start();
        Judgement judgement = run.await(() -> false, () -> "");
        System.out.println(judgement.verdict() + " " + judgement.reason());
        guest.join();
      }
    }

    private static byte[] piece(String kind) {
      return switch (kind) {
        case "lines" ->
            "flood 1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n"
                .repeat(1200)
                .getBytes(StandardCharsets.UTF_8);
        case "one-line" -> "x".repeat(60_000).getBytes(StandardCharsets.UTF_8);
        default -> {
          byte[] noise = new byte[60_000];
          new Random(5).nextBytes(noise);
          yield noise;
        }
      };
    }

    private static void print(BootRun run, byte[] piece) {
      run.news().event(new GuestEvent.Unpaused());
      long printed = 0;
      while (printed < FLOOD) {
        run.news().console(ByteBuffer.wrap(piece.clone()));
        printed += piece.length;
      }
      byte[] last = "\n\u001b\\\nREADY\n".getBytes(StandardCharsets.UTF_8);
      run.news().console(ByteBuffer.wrap(last));
      run.news().event(new GuestEvent.ShutDown(0));
      run.news().event(new GuestEvent.Drained(printed + last.length));
    }
  }
}
