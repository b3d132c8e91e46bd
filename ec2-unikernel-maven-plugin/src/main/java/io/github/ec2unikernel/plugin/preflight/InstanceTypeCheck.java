package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.harness.launch.Evidence;
import io.github.ec2unikernel.harness.launch.InstanceFamilies;
import io.github.ec2unikernel.harness.launch.InstanceType;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.launch.LaunchJudge;
import io.github.ec2unikernel.harness.launch.Outcome;
import io.github.ec2unikernel.harness.launch.TypeAnswer;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the instance types run the image, by what the region says of them, or what is known of
 * their families where it may not be asked.
 *
 * @param image the image, null if it is any PV image
 */
record InstanceTypeCheck(AwsConnection aws, List<String> types, @Nullable LaunchImage image)
    implements Check {

  private static final String PV_TYPES =
      "Choose one of the families t1, m1, m2, m3, c1, c3 and hs1, such as t1.micro.";

  @Override
  public String name() {
    return "instance type";
  }

  @Override
  public List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    Map<String, InstanceType> found;
    try {
      found = aws.instanceTypes().find(types);
    } catch (EnvironmentException e) {
      findings.add(
          Finding.warning(
              name(),
              "judged by their families, as " + aws.region() + " did not say: " + e.getMessage(),
              "Allow ec2:DescribeInstanceTypes to have them looked up."));
      for (String type : types) {
        findings.add(
            InstanceFamilies.find(type)
                .map(this::finding)
                .orElseGet(
                    () ->
                        Finding.warning(
                            name(), "nothing is known of '" + type + "'", "Check its name.")));
      }
      return findings;
    }
    for (String type : types) {
      InstanceType known = found.get(type);
      findings.add(
          known == null
              ? Finding.failure(name(), aws.region() + " has no '" + type + "'", missing())
              : finding(known));
    }
    return findings;
  }

  private String missing() {
    return image == null || !image.way().isHvm()
        ? PV_TYPES
        : "Choose one that the region has: "
            + aws.cli("describe-instance-types --query InstanceTypes[].InstanceType");
  }

  private Finding finding(InstanceType type) {
    if (image == null) {
      return type.hypervisor(BootWay.PVGRUB).isPresent()
          ? Finding.ok(name(), type.name() + " runs PV images")
          : Finding.failure(name(), type.name() + " runs no PV image but hvm alone", PV_TYPES);
    }
    LaunchJudge judge = new LaunchJudge(image);
    TypeAnswer answer = judge.answer(type);
    String detail = type.name() + ": " + answer.outcome().text() + ": " + answer.reason();
    if (answer.outcome() == Outcome.NEVER) {
      return Finding.failure(name(), detail, judge.wayOut(type));
    }
    String known = detail + " (" + answer.evidenceText() + ")";
    if (answer.outcome() == Outcome.LAUNCHES && answer.evidence() == Evidence.EC2) {
      return Finding.ok(name(), known);
    }
    return Finding.warning(
        name(),
        known,
        answer.outcome() == Outcome.UNKNOWN || answer.outcome() == Outcome.LAUNCHES
            ? "Launch one instance and read its console before anything depends on it."
            : "Take it for what needs no network, or build the unikernel for a machine that EC2 has.");
  }
}
