package io.github.ec2unikernel.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.EndState;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The extension as one uses it. */
@EnabledIfHypervisor
@Unikernel(
    kernel = "src/test/kernels/hello-notes.xen",
    arguments = "echo",
    memory = 64,
    expect = "^READY$")
class UnikernelExtensionIT {

  private static final Duration TIME = Duration.ofSeconds(60);

  @Test
  void aGuestAnswersWhatIsTyped(LiveGuest guest) {
    guest.type("hello\n");
    assertThat(guest.awaitLine(Pattern.compile("^echo: "), TIME)).isEqualTo("echo: hello");
  }

  @Test
  void allTestsOfAClassHaveOneGuest(LiveGuest guest) {
    assertThat(guest.console()).contains("cmdline: echo");
    assertThat(guest.isRunning()).isTrue();
  }

  @Test
  void aTestMayHaveAGuestOfItsOwn(
      @Unikernel(kernel = "src/test/kernels/hello-notes.xen", memory = 64) LiveGuest own,
      LiveGuest guest) {
    assertThat(own.awaitEnd(TIME)).isEqualTo(EndState.POWERED_OFF);
    assertThat(guest.isRunning()).isTrue();
  }
}
