package io.github.ec2unikernel.plugin.aws;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What the region's instance types are. */
public final class InstanceTypes {

  private final Ec2Client ec2;
  private final AwsCalls calls;

  InstanceTypes(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /**
   * Returns the kinds of virtualization, {@code hvm} and {@code paravirtual}, by the names of those
   * types that the region has.
   */
  public Map<String, Set<String>> virtualization(Collection<String> types) {
    // By a filter: asked by name, EC2 refuses all for one that it does not know.
    Filter filter = Filter.builder().name("instance-type").values(types).build();
    Map<String, Set<String>> found = new TreeMap<>();
    for (InstanceTypeInfo info :
        calls.run(
            "ec2:DescribeInstanceTypes",
            () ->
                ec2.describeInstanceTypesPaginator(r -> r.filters(filter)).instanceTypes().stream()
                    .toList())) {
      found.put(
          info.instanceTypeAsString(), new TreeSet<>(info.supportedVirtualizationTypesAsStrings()));
    }
    return found;
  }
}
