package io.github.ec2unikernel.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What JUnit makes of tests where guests can't be booted: in a JVM whose PATH has no QEMU. */
class HypervisorConditionTest {

  @TempDir Path empty;

  private String run(String... required) throws IOException, InterruptedException {
    return run(List.of(), required);
  }

  private String run(List<String> properties, String... required)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    ProcessBuilder child = new ProcessBuilder(command);
    child.environment().put("XDG_CACHE_HOME", empty.resolve("cache").toString());
    child.environment().put("PATH", empty.toString());
    child.environment().remove(HypervisorCondition.REQUIRED_VARIABLE);
    if (required.length > 0) {
      child.environment().put(HypervisorCondition.REQUIRED_VARIABLE, required[0]);
    }
    Process process = child.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void testsAreSkippedWithTheReason() throws Exception {
    assertThat(run().lines())
        .containsExactly(
            "SKIPPED qemu-system-x86_64 is not on the PATH, so nothing can be booted here. Install"
                + " it: sudo apt-get install --no-install-recommends qemu-system-x86");
  }

  @Test
  void testsFailWithTheReasonWhereTheyAreRequired() throws Exception {
    assertThat(run("true"))
        .startsWith("FINISHED FAILED ")
        .contains("qemu-system-x86_64 is not on the PATH")
        .contains("(unikernel.boot.required is set: not skipped)");
    assertThat(run("false")).startsWith("SKIPPED ");
  }

  @Test
  void testsAreSkippedWhereQemuIsThereAndXenCanNotBeHad() throws Exception {
    for (String program : List.of("qemu-system-x86_64", "setpriv")) {
      Files.createFile(
          empty.resolve(program),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    assertThat(run(List.of("-Dunikernel.boot.offline=true")))
        .startsWith("SKIPPED ")
        .contains("offline");
  }

  @Test
  void testsFailForABackendOrAFlagThatThereIsNot() throws Exception {
    assertThat(run(List.of("-Dunikernel.boot.backend=none")))
        .startsWith("FINISHED FAILED ")
        .contains("'none'");
    assertThat(run(List.of("-Dunikernel.boot.warm=maybe")))
        .startsWith("FINISHED FAILED ")
        .contains("unikernel.boot.warm is 'maybe'");
  }

  @EnabledIfHypervisor
  static class Cases {
    @Test
    void neverRuns() {
      System.out.println("a test ran");
    }
  }

  /** Runs the tests and prints what became of their class. */
  static final class Child {
    private static String messages(Throwable failure) {
      return failure.getMessage()
          + (failure.getCause() == null ? "" : " " + messages(failure.getCause()));
    }

    public static void main(String[] arguments) {
      List<Event> events =
          EngineTestKit.engine("junit-jupiter")
              .enableImplicitConfigurationParameters(true)
              .selectors(selectClass(Cases.class))
              .execute()
              .containerEvents()
              .list();
      for (Event event : events) {
        String name = event.getTestDescriptor().getDisplayName();
        event
            .getPayload(String.class)
            .filter(reason -> name.contains("Cases"))
            .ifPresent(reason -> System.out.println("SKIPPED " + reason));
        event
            .getPayload(org.junit.platform.engine.TestExecutionResult.class)
            .filter(result -> name.contains("Cases"))
            .ifPresent(
                result ->
                    System.out.println(
                        "FINISHED "
                            + result.getStatus()
                            + " "
                            + result.getThrowable().map(Child::messages).orElse("")));
      }
    }
  }
}
