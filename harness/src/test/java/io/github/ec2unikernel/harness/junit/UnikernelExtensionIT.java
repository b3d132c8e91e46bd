package io.github.ec2unikernel.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

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

  @Test
  void aGuestMayRunOnWhatTheOthersDoNot(
      @Unikernel(kernel = "src/test/kernels/pvh-serial-64.elf", backend = "qemu") LiveGuest own,
      LiveGuest guest) {
    assertThat(own.awaitEnd(TIME)).isEqualTo(EndState.POWERED_OFF);
    assertThat(own.report().setup()).contains("QEMU").doesNotContain("Xen");
    assertThat(guest.isRunning()).isTrue();
  }

  @Test
  void severalGuestsAreToldApartByTheirFields(@TempDir Path directory) {
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(Guests.DIRECTORY, directory.toString())
            .selectors(selectClass(Pair.class))
            .execute()
            .testEvents();
    events.assertStatistics(counts -> counts.succeeded(1).failed(1));
    events
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("isNotToldWhich"),
                finishedWithFailure(
                    message(text -> text.contains("each of the fields ")),
                    message(text -> text.contains("one") && text.contains("other")))));
  }

  /** Not run by itself: failsafe takes the nested classes that are named IT. */
  static class Pair {
    @RegisterExtension static final BootedUnikernel one = booted("echo one");
    @RegisterExtension final BootedUnikernel other = booted("echo other");

    private static BootedUnikernel booted(String arguments) {
      return BootedUnikernel.of(
          Machine.ofKernel(Path.of("src/test/kernels/hello-notes.xen"))
              .withMemory(64)
              .withArguments(arguments),
          new Expectations(
              List.of(Pattern.compile("cmdline: ")), List.of(), End.ANY, TIME, Duration.ZERO));
    }

    @Test
    void asks() {
      assertThat(one.guest().console()).contains("cmdline: echo one");
      assertThat(other.guest().console()).contains("cmdline: echo other");
    }

    @Test
    void isNotToldWhich(LiveGuest guest) {
      throw new IllegalStateException("got " + guest.console());
    }
  }
}
