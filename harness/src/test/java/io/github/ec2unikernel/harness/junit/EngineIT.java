package io.github.ec2unikernel.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What JUnit makes of tests with guests, run by its own engine. */
class EngineIT {

  private static final String KERNEL = "src/test/kernels/hello-notes.xen";
  private static final Duration TIME = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(Guests.DIRECTORY, directory.toString())
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .selectors(selectClass(tests))
        .execute()
        .allEvents();
  }

  /** Not run by itself: surefire leaves nested classes out, and failsafe takes those named IT. */
  @Execution(ExecutionMode.CONCURRENT)
  static class Cases {
    static final List<LiveGuest> SEEN = Collections.synchronizedList(new ArrayList<>());

    @RegisterExtension
    static final BootedUnikernel shared =
        BootedUnikernel.of(
            Machine.ofKernel(Path.of(KERNEL)).withMemory(64).withArguments("echo"),
            new Expectations(
                List.of(Pattern.compile("READY")), List.of(), End.ANY, TIME, Duration.ZERO));

    @Test
    void asks(LiveGuest guest) {
      SEEN.add(guest);
      guest.type("one\n");
      assertThat(guest.reader().awaitLine(Pattern.compile("^echo: .*one"), TIME)).isNotEmpty();
    }

    @Test
    void fails(LiveGuest guest) {
      SEEN.add(guest);
      assertThat(guest.console()).as("the console").contains("no such line");
    }

    @Test
    void isNotReady(
        @Unikernel(kernel = KERNEL, memory = 64, arguments = "panic", expect = "READY")
            LiveGuest own) {
      SEEN.add(own);
    }
  }

  @Test
  void aFailureHasTheConsoleAndGuestsAreClosed() {
    Events events = run(Cases.class);
    events
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("asks"),
                org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully()));
    events
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("fails"),
                finishedWithFailure(
                    instanceOf(GuestAssertionError.class),
                    message(
                        text ->
                            text.contains("no such line")
                                && text.contains("shared: the guest is running")
                                && text.contains("  | READY\n")
                                && text.contains("Whole console: " + directory)))));
    events
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("isNotReady"),
                finishedWithFailure(
                    message(text -> text.contains("CRASH") && text.contains("panic: asked to")))));
    assertThat(Cases.SEEN).hasSize(2).allMatch(guest -> guest == Cases.SEEN.get(0));
    assertThat(Cases.SEEN.get(0).isRunning()).isFalse();
    assertThat(Cases.SEEN.get(0).report().outcome().end()).isEqualTo(EndState.RUNNING);
  }
}
