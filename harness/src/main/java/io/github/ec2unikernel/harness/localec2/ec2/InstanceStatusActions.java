package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;

/**
 * DescribeInstanceStatus. What is only a record can't be reached: its checks never pass, so that no
 * one takes it for an instance that has booted.
 */
final class InstanceStatusActions {

  private static final int FEWEST_RESULTS = 5;

  private static final Filters<InstanceStatus> FILTERS =
      new Filters<InstanceStatus>()
          .one("availability-zone", InstanceStatus::availabilityZone)
          .one("instance-state-code", s -> s.instanceState().code())
          .one("instance-state-name", s -> s.instanceState().nameAsString())
          .one("instance-status.status", s -> s.instanceStatus().statusAsString())
          .one("system-status.status", s -> s.systemStatus().statusAsString());

  private final Instances instances;

  InstanceStatusActions(Instances instances) {
    this.instances = instances;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeInstanceStatusRequest.class,
            DescribeInstanceStatusRequest::builder,
            this::describe,
            "InstanceIds",
            "IncludeAllInstances",
            "Filters",
            "MaxResults",
            "NextToken"));
  }

  private DescribeInstanceStatusResponse describe(
      Caller caller, DescribeInstanceStatusRequest request) {
    if (request.hasInstanceIds() && request.maxResults() != null) {
      throw Parameters.combination(
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    boolean all = Boolean.TRUE.equals(request.includeAllInstances());
    List<Instances.Found> found =
        request.hasInstanceIds()
            ? instances.require(caller, request.instanceIds())
            : instances.all(caller);
    List<InstanceStatus> statuses =
        found.stream()
            .map(f -> f.stored().seen(caller.now()))
            .filter(i -> all || i.state().name() == InstanceStateName.RUNNING)
            .map(InstanceStatusActions::status)
            .toList();
    Page<InstanceStatus> page =
        Page.of(
            FILTERS.select(statuses, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeInstanceStatusResponse.builder()
        .instanceStatuses(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private static InstanceStatus status(Instance instance) {
    boolean runs = instance.state().name() == InstanceStateName.RUNNING;
    InstanceStatusSummary summary =
        InstanceStatusSummary.builder()
            .status(runs ? "insufficient-data" : "not-applicable")
            .build();
    return InstanceStatus.builder()
        .instanceId(instance.instanceId())
        .availabilityZone(instance.placement().availabilityZone())
        .instanceState(instance.state())
        .instanceStatus(summary)
        .systemStatus(summary)
        .build();
  }
}
