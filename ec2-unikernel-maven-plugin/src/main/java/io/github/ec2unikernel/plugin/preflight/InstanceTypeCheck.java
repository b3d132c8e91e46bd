package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the instance types run a paravirtual image. */
record InstanceTypeCheck(AwsConnection aws, List<String> types) implements Check {

  @Override
  public String name() {
    return "instance type";
  }

  @Override
  public List<Finding> find() {
    Map<String, Set<String>> found = aws.instanceTypes().virtualization(types);
    return types.stream().map(type -> finding(type, found.get(type))).toList();
  }

  private Finding finding(String type, @Nullable Set<String> kinds) {
    if (kinds == null) {
      return Finding.failure(
          name(),
          aws.region() + " has no '" + type + "'",
          "Choose one of the families t1, m1, m2, m3, c1, c3 and hs1, such as t1.micro.");
    }
    return kinds.contains("paravirtual")
        ? Finding.ok(name(), type + " runs PV images")
        : Finding.failure(
            name(),
            type + " runs no PV image but " + String.join(", ", kinds) + " alone",
            "Choose one of the families t1, m1, m2, m3, c1, c3 and hs1, such as t1.micro.");
  }
}
