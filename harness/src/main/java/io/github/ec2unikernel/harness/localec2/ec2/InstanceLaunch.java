package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredInstance;
import io.github.ec2unikernel.harness.localec2.state.StoredReservation;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** RunInstances, which makes records of instances; it does not boot them. */
final class InstanceLaunch {

  private static final int MOST = 20;

  private final State state;
  private final ImageCatalog catalog;
  private final SecurityGroups groups;
  private final Authorization authorization;
  private final Duration delay;

  InstanceLaunch(State state, ImageCatalog catalog, SecurityGroups groups, Duration delay) {
    this.state = state;
    this.catalog = catalog;
    this.groups = groups;
    this.authorization = new Authorization(state);
    this.delay = delay;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                RunInstancesRequest.class,
                RunInstancesRequest::builder,
                this::run,
                "ImageId",
                "InstanceType",
                "MinCount",
                "MaxCount",
                "ClientToken",
                "SecurityGroupIds",
                "SecurityGroups",
                "SubnetId",
                "Placement.AvailabilityZone",
                "TagSpecifications")
            .needing(this::needs));
  }

  private List<Permission> needs(Caller caller, RunInstancesRequest request) {
    String action = "RunInstances";
    String type = request.instanceTypeAsString();
    Stream<Permission> making =
        Stream.of("instance", "volume", "network-interface")
            .flatMap(t -> authorization.making(caller, action, t, request.tagSpecifications()))
            .map(p -> type == null ? p : p.with("ec2:InstanceType", type));
    Stream<String> used =
        Stream.concat(
            Stream.of(request.imageId(), subnet(caller, request).subnetId())
                .flatMap(Stream::ofNullable),
            chosen(caller, request).stream().map(SecurityGroup::groupId));
    return Stream.concat(making, used.map(id -> authorization.on(caller, action, id))).toList();
  }

  private RunInstancesResponse run(Caller caller, RunInstancesRequest request) {
    int least = Parameters.require(request.minCount(), "minCount");
    int most = Parameters.require(request.maxCount(), "maxCount");
    if (least < 1 || most < least || most > MOST) {
      throw Parameters.invalid(
          least + " to " + most, "minCount, maxCount", "Expecting 1 to " + MOST + ", ascending.");
    }
    ClientTokens.check(request.clientToken());
    String imageId = Parameters.require(request.imageId(), "imageId");
    TagRules.specified(request.tagSpecifications(), "instance", "volume", "network-interface");
    return state.holdingRegion(
        caller.region(),
        () -> {
          StoredReservation reservation = known(caller, request).orElse(null);
          if (reservation == null) {
            Image image = image(caller, imageId);
            InstanceKind kind =
                LaunchPlatform.require(caller, request.instanceTypeAsString(), image);
            reservation = create(caller, request, image, kind, most);
            state.reservations(caller.region()).put(reservation.id(), reservation);
          }
          return answer(caller, reservation);
        });
  }

  private Optional<StoredReservation> known(Caller caller, RunInstancesRequest request) {
    String asked = ClientTokens.asked(request);
    return state.reservations(caller.region()).all().stream()
        .filter(
            r -> ClientTokens.isAgain(request.clientToken(), r.clientToken(), asked, r.request()))
        .findFirst();
  }

  private Image image(Caller caller, String id) {
    Ids.requireImage(id);
    if (ImageCatalog.findKernel(caller, id).isPresent()) {
      throw Parameters.invalid(id, "ImageId", "It is a kernel image and can't be launched.");
    }
    Image image = catalog.requireOwn(caller, id).seen(caller.now());
    if (!image.stateAsString().equals("available")) {
      throw Ids.unavailable(id);
    }
    return image;
  }

  private StoredReservation create(
      Caller caller, RunInstancesRequest request, Image image, InstanceKind kind, int count) {
    Subnet subnet = subnet(caller, request);
    List<GroupIdentifier> chosen =
        chosen(caller, request).stream()
            .map(
                g ->
                    GroupIdentifier.builder().groupId(g.groupId()).groupName(g.groupName()).build())
            .toList();
    InstanceRecord record = new InstanceRecord(caller, request, image, kind, subnet, chosen);
    List<StoredInstance> instances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instances.add(new StoredInstance(record.instance(i), caller.now().plus(delay), null));
    }
    return new StoredReservation(
        Ids.fresh("r"), request.clientToken(), ClientTokens.asked(request), instances);
  }

  private static Subnet subnet(Caller caller, RunInstancesRequest request) {
    List<Subnet> all = DefaultNetwork.of(caller).subnets();
    @Nullable String id = request.subnetId();
    @Nullable String zone =
        request.placement() == null ? null : request.placement().availabilityZone();
    return all.stream()
        .filter(s -> id == null || s.subnetId().equals(id))
        .filter(s -> zone == null || s.availabilityZone().equals(zone))
        .findFirst()
        .orElseThrow(
            () ->
                id == null
                    ? Parameters.invalid(
                        String.valueOf(zone), "availabilityZone", "Expecting one of the region's.")
                    : new Refusal(
                        400,
                        "InvalidSubnetID.NotFound",
                        "The subnet ID '" + id + "' does not exist"));
  }

  private List<SecurityGroup> chosen(Caller caller, RunInstancesRequest request) {
    List<SecurityGroup> chosen = new ArrayList<>();
    request.securityGroupIds().forEach(id -> chosen.add(groups.require(caller, id, null).group()));
    request.securityGroups().forEach(n -> chosen.add(groups.require(caller, null, n).group()));
    if (chosen.isEmpty()) {
      chosen.add(groups.require(caller, null, SecurityGroups.DEFAULT).group());
    }
    return chosen;
  }

  private static RunInstancesResponse answer(Caller caller, StoredReservation reservation) {
    return RunInstancesResponse.builder()
        .reservationId(reservation.id())
        .ownerId(Caller.ACCOUNT)
        .instances(reservation.instances().stream().map(i -> i.seen(caller.now())).toList())
        .build();
  }
}
