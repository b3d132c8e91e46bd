package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.harness.launch.LaunchAnswer;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.launch.LaunchJudge;
import io.github.ec2unikernel.harness.launch.Outcome;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the image launches on, by what is known of its kernel. */
record LaunchCheck(LaunchImage image) implements Check {

  @Override
  public String name() {
    return "launch";
  }

  @Override
  public List<Finding> find() {
    String detail =
        "boots by "
            + image.way().id()
            + ", kernel by "
            + image.family().text()
            + ": "
            + Arrays.stream(Hypervisor.values())
                .map(new LaunchJudge(image)::answer)
                .map(LaunchCheck::words)
                .collect(Collectors.joining("; "));
    return List.of(
        image.way() == BootWay.SHIM
            ? Finding.warning(
                name(),
                detail,
                "This way is experimental: launch one instance and read its console before anything"
                    + " depends on it.")
            : Finding.ok(name(), detail));
  }

  private static String words(LaunchAnswer answer) {
    String text = answer.hypervisor().text() + ": " + answer.outcome().text();
    return answer.outcome() == Outcome.NEVER
        ? text + " (" + answer.reason() + ")"
        : text + " (" + answer.evidenceText() + ")";
  }
}
