package io.github.ec2unikernel.plugin.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** The account's instances in one region. */
public final class Instances {

  // The most values of a filter.
  private static final int MOST_VALUES = 200;
  private static final int PAGE = 1000;

  private final Ec2Client ec2;
  private final AwsCalls calls;

  Instances(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns the ids of the instances of some images that are not terminated, by the image's id. */
  public Map<String, List<String>> of(Collection<String> imageIds) {
    Map<String, List<String>> found = new TreeMap<>();
    List<String> ids = List.copyOf(imageIds);
    for (int from = 0; from < ids.size(); from += MOST_VALUES) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST_VALUES));
      calls.run("ec2:DescribeInstances", () -> find(some, found));
    }
    return found;
  }

  private Map<String, List<String>> find(List<String> imageIds, Map<String, List<String>> found) {
    ec2
        .describeInstancesPaginator(
            request ->
                request
                    .maxResults(PAGE)
                    .filters(
                        Filter.builder().name("image-id").values(imageIds).build(),
                        // A stopped one is there to be started again.
                        Filter.builder()
                            .name("instance-state-name")
                            .values("pending", "running", "shutting-down", "stopping", "stopped")
                            .build()))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .forEach(
            instance ->
                found
                    .computeIfAbsent(instance.imageId(), id -> new ArrayList<>())
                    .add(instance.instanceId()));
    return found;
  }
}
