package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredInstance;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * DescribeInstances, TerminateInstances and GetConsoleOutput, of records that nothing runs behind.
 */
final class InstanceActions {

  private static final int FEWEST_RESULTS = 5;
  private static final DateTimeFormatter REASON_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT);

  private static final Filters<Seen> FILTERS =
      new Filters<Seen>()
          .one("architecture", s -> s.instance.architectureAsString())
          .one("availability-zone", s -> s.instance.placement().availabilityZone())
          .one("client-token", s -> s.instance.clientToken())
          .one("image-id", s -> s.instance.imageId())
          .one("instance-id", s -> s.instance.instanceId())
          .one("instance-state-code", s -> s.instance.state().code())
          .one("instance-state-name", s -> s.instance.state().nameAsString())
          .one("instance-type", s -> s.instance.instanceTypeAsString())
          .many(
              "instance.group-id", s -> s.instance.securityGroups().stream().map(g -> g.groupId()))
          .one("kernel-id", s -> s.instance.kernelId())
          .one("private-ip-address", s -> s.instance.privateIpAddress())
          .one("reservation-id", s -> s.reservationId)
          .one("subnet-id", s -> s.instance.subnetId())
          .one("virtualization-type", s -> s.instance.virtualizationTypeAsString())
          .one("vpc-id", s -> s.instance.vpcId())
          .tagged(s -> s.instance.tags());

  private final State state;
  private final Instances instances;
  private final Authorization authorization;
  private final Duration delay;

  InstanceActions(State state, Instances instances, Duration delay) {
    this.state = state;
    this.instances = instances;
    this.authorization = new Authorization(state);
    this.delay = delay;
  }

  private record Seen(String reservationId, Instance instance) {}

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeInstancesRequest.class,
            DescribeInstancesRequest::builder,
            this::describe,
            "InstanceIds",
            "Filters",
            "MaxResults",
            "NextToken"),
        Ec2Action.of(
                TerminateInstancesRequest.class,
                TerminateInstancesRequest::builder,
                this::terminate,
                "InstanceIds")
            .needing(
                (caller, request) ->
                    request.instanceIds().stream()
                        .map(id -> authorization.on(caller, "TerminateInstances", id))
                        .toList()),
        Ec2Action.of(
                GetConsoleOutputRequest.class,
                GetConsoleOutputRequest::builder,
                this::console,
                "InstanceId",
                "Latest")
            .needing(
                (caller, request) ->
                    List.of(authorization.on(caller, "GetConsoleOutput", request.instanceId()))));
  }

  private DescribeInstancesResponse describe(Caller caller, DescribeInstancesRequest request) {
    if (request.hasInstanceIds() && request.maxResults() != null) {
      throw Parameters.combination(
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    List<Instances.Found> found =
        request.hasInstanceIds()
            ? instances.require(caller, request.instanceIds())
            : instances.all(caller);
    List<Seen> seen =
        found.stream()
            .map(f -> new Seen(f.reservation().id(), f.stored().seen(caller.now())))
            .toList();
    Page<Seen> page =
        Page.of(
            FILTERS.select(seen, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    Map<String, List<Instance>> byReservation = new LinkedHashMap<>();
    for (Seen one : page.things()) {
      byReservation.computeIfAbsent(one.reservationId, id -> new ArrayList<>()).add(one.instance);
    }
    return DescribeInstancesResponse.builder()
        .reservations(
            byReservation.entrySet().stream()
                .map(
                    e ->
                        Reservation.builder()
                            .reservationId(e.getKey())
                            .ownerId(Caller.ACCOUNT)
                            .instances(e.getValue())
                            .build())
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private TerminateInstancesResponse terminate(Caller caller, TerminateInstancesRequest request) {
    if (!request.hasInstanceIds()) {
      throw new Refusal(
          400, "MissingParameter", "The request must contain the parameter InstanceId");
    }
    return state.holdingRegion(
        caller.region(),
        () -> {
          List<InstanceStateChange> changes = new ArrayList<>();
          for (Instances.Found found : instances.require(caller, request.instanceIds())) {
            StoredInstance before = found.stored();
            StoredInstance after = terminated(caller, before);
            if (!after.equals(before)) {
              instances.put(caller, found, after);
            }
            changes.add(
                InstanceStateChange.builder()
                    .instanceId(before.id())
                    .previousState(shown(caller, before))
                    .currentState(shown(caller, after))
                    .build());
          }
          return TerminateInstancesResponse.builder().terminatingInstances(changes).build();
        });
  }

  private StoredInstance terminated(Caller caller, StoredInstance before) {
    if (before.terminatedAt() != null) {
      return before;
    }
    String time = REASON_TIME.format(caller.now().atOffset(ZoneOffset.UTC));
    Instance instance =
        before.instance().toBuilder()
            .stateTransitionReason("User initiated (" + time + ")")
            .stateReason(
                r ->
                    r.code("Client.UserInitiatedShutdown")
                        .message("Client.UserInitiatedShutdown: User initiated shutdown"))
            .build();
    return new StoredInstance(instance, before.runningAt(), caller.now().plus(delay));
  }

  private static InstanceState shown(Caller caller, StoredInstance stored) {
    return stored.seen(caller.now()).state();
  }

  // What is only a record has said nothing; AWS leaves the output out in that case.
  private GetConsoleOutputResponse console(Caller caller, GetConsoleOutputRequest request) {
    String id = Parameters.require(request.instanceId(), "instanceId");
    Instance instance = instances.require(caller, List.of(id)).get(0).stored().instance();
    boolean nitro =
        InstanceKind.find(instance.instanceTypeAsString()).map(InstanceKind::isNitro).orElse(false);
    if (Boolean.TRUE.equals(request.latest()) && !nitro) {
      throw new Refusal(
          400,
          "UnsupportedOperation",
          "This instance type does not support retrieving the latest console logs. Retry your"
              + " request without the option to retrieve the latest console logs.");
    }
    return GetConsoleOutputResponse.builder().instanceId(id).timestamp(caller.now()).build();
  }
}
