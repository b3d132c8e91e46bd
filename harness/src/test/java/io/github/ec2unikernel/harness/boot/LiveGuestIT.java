package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest that is talked with. */
class LiveGuestIT {

  private static final Duration TIME = Duration.ofSeconds(60);

  /** More than all buffers between a test and a guest hold. */
  private static final int MANY = 20_000;

  @TempDir Path directory;

  private LiveGuest start(String arguments) {
    Path kernel = Path.of("src/test/kernels/hello-notes.xen");
    Expectations ready =
        new Expectations(
            List.of(Pattern.compile("^READY$")), List.of(), End.ANY, TIME, Duration.ZERO);
    return new BootCheck(BootOptions.in(directory))
        .start(
            Machine.ofKernel(kernel).withMemory(64).withArguments(arguments),
            ready,
            new BootListener() {});
  }

  @Test
  void aGuestGetsEveryByteThatIsTypedAndTheTestEveryByteThatIsPrinted() throws Exception {
    try (LiveGuest guest = start("echo")) {
      assertThat(guest.awaitLine(Pattern.compile("cmdline"), TIME)).isEqualTo("cmdline: echo");
      guest.type("hello\n");
      assertThat(guest.awaitLine(Pattern.compile("^echo"), TIME)).isEqualTo("echo: hello");
      assertThat(guest.reader().awaitLine(Pattern.compile("magic"), TIME)).contains("xen-3.0");
      assertThat(guest.report().outcome().end()).isEqualTo(EndState.RUNNING);
      assertThat(guest.isRunning()).isTrue();
      assertThatThrownBy(() -> guest.port(80)).hasMessage("port 80 of the guest is not forwarded");

      StringBuilder much = new StringBuilder();
      for (int i = 0; much.length() < MANY; i++) {
        much.append("line ").append(i).append(" of what is typed at once\n");
      }
      guest.type(much + "stop now\n");
      assertThat(guest.awaitEnd(TIME)).isEqualTo(EndState.POWERED_OFF);

      List<String> typed = much.toString().lines().toList();
      assertThat(Files.readAllLines(guest.report().console()))
          .filteredOn(line -> line.startsWith("echo: line"))
          .containsExactlyElementsOf(typed.stream().map(line -> "echo: " + line).toList());
      assertThat(guest.report().verdict()).isEqualTo(Verdict.SUCCESS);
      assertThatThrownBy(() -> guest.type("more"))
          .isInstanceOf(InputException.class)
          .hasMessage("nothing can be typed: the guest has ended");
    }
  }
}
