package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.localec2.FaultScript;
import io.github.ec2unikernel.harness.localec2.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code <localEc2>} element: what the local EC2 is like besides being strict. */
public final class LocalEc2Configuration {

  /**
   * Files with IAM policy documents; only what they allow together is allowed, everything without
   * any. User property: unikernel.localEc2.policy, with commas.
   */
  private @Nullable List<String> policy;

  /** A file that says what goes wrong. User property: unikernel.localEc2.faults. */
  private @Nullable String faults;

  /**
   * A file to which each call is appended as a line of JSON. User property: unikernel.localEc2.log.
   */
  private @Nullable String log;

  Scenario scenario(Settings settings) {
    Scenario scenario = Scenario.PLAIN;
    List<Path> policies = policies(settings);
    if (!policies.isEmpty()) {
      scenario = scenario.withPolicyFiles(policies);
    }
    Path script = settings.path("unikernel.localEc2.faults", faults);
    if (script != null) {
      scenario = scenario.withFaults(FaultScript.read(script));
    }
    Path file = settings.path("unikernel.localEc2.log", log);
    return file == null ? scenario : scenario.withLog(file);
  }

  /** Returns what differs from the plain local EC2, in words for who starts it. */
  List<String> lines(Settings settings) {
    List<String> lines = new ArrayList<>();
    List<Path> policies = policies(settings);
    if (!policies.isEmpty()) {
      lines.add("It allows only what these policies allow: " + join(policies));
    }
    Path script = settings.path("unikernel.localEc2.faults", faults);
    if (script != null) {
      lines.add("It goes wrong as " + script + " says.");
    }
    Path file = settings.path("unikernel.localEc2.log", log);
    if (file != null) {
      lines.add("It logs each call to " + file + ".");
    }
    return lines;
  }

  private List<Path> policies(Settings settings) {
    return settings.words("unikernel.localEc2.policy", policy).stream()
        .map(String::strip)
        .map(settings::path)
        .toList();
  }

  private static String join(List<Path> files) {
    return String.join(", ", files.stream().map(Path::toString).toList()) + ".";
  }
}
