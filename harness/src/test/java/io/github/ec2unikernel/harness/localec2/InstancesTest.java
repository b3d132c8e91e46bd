package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Instances, which are records here, and the types they are of. */
final class InstancesTest extends LocalEc2Base {

  @Test
  void aLaunchShowsWhatItsImageAndItsTypeSay() {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));

    Instance instance = run(image, r -> r.instanceType("m3.medium").tagSpecifications(tags()));

    assertThat(instance.imageId()).isEqualTo(image);
    assertThat(instance.kernelId()).isEqualTo("aki-70cb0e10");
    assertThat(instance.placement().availabilityZone()).isEqualTo("us-west-2a");
    assertThat(instance.blockDeviceMappings().get(0).ebs().volumeId()).startsWith("vol-");
    assertThat(instance.securityGroups().get(0).groupName()).isEqualTo("default");
    assertThat(find(instance.instanceId()).tags()).containsExactly(Registrations.tag("k", "v"));
    assertThat(
            ec2.describeInstances(
                    r -> r.filters(Clients.filter("tag:k", "v"), Clients.filter("image-id", image)))
                .reservations())
        .hasSize(1);
  }

  @Test
  void anInstanceIsPendingThenRunningAndTerminatedForAnHour() {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));
    String id;
    try (LocalEc2 slow =
            LocalEc2.start(options().withDelays(Duration.ZERO, Duration.ofMinutes(1)));
        Ec2Client client = Clients.ec2(slow)) {
      RunInstancesRequest request = request(image).instanceType("m1.small").build();
      id = client.runInstances(request).instances().get(0).instanceId();
      assertThat(find(id).state().name()).isEqualTo(InstanceStateName.PENDING);
      assertThat(stateAfter(Duration.ofMinutes(2), id)).isEqualTo(InstanceStateName.RUNNING);
      client.terminateInstances(r -> r.instanceIds(id));
      assertThat(find(id).state().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    }

    assertThat(find(id).stateTransitionReason()).startsWith("User initiated (");
    assertThat(stateAfter(Duration.ofMinutes(2), id)).isEqualTo(InstanceStateName.TERMINATED);
    try (LocalEc2 later = at(Duration.ofMinutes(62));
        Ec2Client client = Clients.ec2(later)) {
      assertThat(Clients.code(() -> client.describeInstances(r -> r.instanceIds(id))))
          .isEqualTo("InvalidInstanceID.NotFound");
    }
  }

  @Test
  void aClientTokenMakesOneLaunch() {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));

    Instance first = run(image, r -> r.instanceType("m1.small").clientToken("t"));
    Instance second = run(image, r -> r.instanceType("m1.small").clientToken("t"));

    assertThat(second.instanceId()).isEqualTo(first.instanceId());
    assertThat(code(image, r -> r.instanceType("m1.medium").clientToken("t")))
        .isEqualTo("IdempotentParameterMismatch");
  }

  @ParameterizedTest
  @CsvSource({
    "t2.micro, Virtualization type 'hvm' is required for instances of type 't2.micro'.",
    "t3.micro, Virtualization type 'hvm' is required for instances of type 't3.micro'."
  })
  void aParavirtualImageOnATypeThatIsHvmOnlyIsRefused(String type, String message) {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));

    var refusal = Clients.refusal(() -> run(image, r -> r.instanceType(type)));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterCombination");
    assertThat(refusal).hasMessageContaining(message);
  }

  @Test
  void anHvmImageRunsWhereItsDevicesDo() {
    String image = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));

    run(image, r -> r.instanceType("t2.micro"));
    assertThat(code(image, r -> r.instanceType("m1.small")))
        .isEqualTo("InvalidParameterCombination");
    assertThat(Clients.refusal(() -> run(image, r -> r.instanceType("t3.micro"))))
        .hasMessageContaining("(ENA) is required for the 't3.micro' instance type");
    assertThat(code(image, r -> r.instanceType("t4g.micro"))).isEqualTo("InvalidParameterValue");
    assertThat(code(image, r -> r.instanceType("x9.huge"))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void whatIsNotThereIsRefused() {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));

    assertThat(code("ami-0123456789abcdef0", r -> {})).isEqualTo("InvalidAMIID.NotFound");
    assertThat(code("aki-70cb0e10", r -> {})).isEqualTo("InvalidParameterValue");
    assertThat(code(image, r -> r.securityGroupIds("sg-0123456789abcdef0")))
        .isEqualTo("InvalidGroup.NotFound");
    assertThat(code(image, r -> r.subnetId("subnet-0123456789abcdef0")))
        .isEqualTo("InvalidSubnetID.NotFound");
    assertThat(code(image, r -> r.minCount(2).maxCount(1))).isEqualTo("InvalidParameterValue");
    assertThat(code(image, r -> r.keyName("mine"))).isEqualTo("UnsupportedOperation");
    assertThat(
            Clients.code(() -> ec2.terminateInstances(r -> r.instanceIds("i-0123456789abcdef0"))))
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(Clients.code(() -> ec2.terminateInstances(r -> r.instanceIds("hello"))))
        .isEqualTo("InvalidInstanceID.Malformed");
  }

  @Test
  void aRecordHasSaidNothingAndPassesNoChecks() {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));
    String id = run(image, r -> r.instanceType("m1.small")).instanceId();

    assertThat(ec2.getConsoleOutput(r -> r.instanceId(id)).output()).isNull();
    assertThat(Clients.code(() -> ec2.getConsoleOutput(r -> r.instanceId(id).latest(true))))
        .isEqualTo("UnsupportedOperation");
    assertThat(ec2.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses())
        .singleElement()
        .satisfies(
            s -> assertThat(s.instanceStatus().statusAsString()).isEqualTo("insufficient-data"));
  }

  @Test
  void instancesArePagedAndKeepTheirReservations() {
    String image = Registrations.paravirtual(ec2, "hello", Blocks.snapshot(local, 1));
    ec2.runInstances(request(image).instanceType("m1.small").minCount(7).maxCount(7).build());

    List<Instance> first =
        ec2.describeInstances(r -> r.maxResults(5)).reservations().get(0).instances();

    assertThat(first).hasSize(5);
    assertThat(ec2.describeInstancesPaginator(r -> r.maxResults(5)).reservations())
        .hasSize(2)
        .extracting(r -> r.reservationId())
        .containsOnly(ec2.describeInstances().reservations().get(0).reservationId());
  }

  @Test
  void aSnapshotOfADeregisteredImageCanBeDeletedWhileItsInstanceRuns() {
    String snapshot = Blocks.snapshot(local, 1);
    String image = Registrations.paravirtual(ec2, "hello", snapshot);
    run(image, r -> r.instanceType("m1.small"));

    assertThat(Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId(snapshot))))
        .isEqualTo("InvalidSnapshot.InUse");
    ec2.deregisterImage(r -> r.imageId(image));
    ec2.deleteSnapshot(r -> r.snapshotId(snapshot));
  }

  @Test
  void typesTellWhatRunsOnThem() {
    assertThat(type("m3.medium").supportedVirtualizationTypesAsStrings())
        .containsExactly("hvm", "paravirtual");
    assertThat(type("t2.micro").supportedVirtualizationTypesAsStrings()).containsExactly("hvm");
    assertThat(type("t3.micro").hypervisorAsString()).isEqualTo("nitro");
    assertThat(type("t3.micro").networkInfo().enaSupportAsString()).isEqualTo("required");
    assertThat(type("t3.micro").ebsInfo().nvmeSupportAsString()).isEqualTo("required");
    assertThat(type("t4g.micro").processorInfo().supportedArchitecturesAsStrings())
        .containsExactly("arm64");
    assertThat(
            ec2.describeInstanceTypesPaginator(
                    r ->
                        r.maxResults(5)
                            .filters(
                                Clients.filter("supported-virtualization-type", "paravirtual")))
                .instanceTypes())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .contains("t1.micro", "m1.small", "m2.xlarge", "m3.large", "c1.medium", "hs1.8xlarge")
        .doesNotContain("t2.micro", "m5.large");
    assertThat(Clients.code(() -> type("x9.huge"))).isEqualTo("InvalidInstanceType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-2", "eu-north-1", "eu-west-2"})
  void regionsWithoutParavirtualTypesOfferNone(String region) {
    try (Ec2Client client = Clients.ec2(local, region)) {
      assertThat(
              client
                  .describeInstanceTypeOfferings(
                      r -> r.filters(Clients.filter("instance-type", "m1.*", "m3.*", "t1.*")))
                  .instanceTypeOfferings())
          .isEmpty();
    }
  }

  @Test
  void offeringsAreListedByZone() {
    assertThat(
            ec2.describeInstanceTypeOfferings(
                    r ->
                        r.locationType("availability-zone")
                            .filters(Clients.filter("instance-type", "m3.medium")))
                .instanceTypeOfferings())
        .extracting(o -> o.location())
        .containsExactly("us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d");
  }

  private InstanceTypeInfo type(String name) {
    return ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(name)).instanceTypes().get(0);
  }

  private Instance find(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id)).reservations().get(0).instances().get(0);
  }

  private LocalEc2 at(Duration later) {
    return LocalEc2.start(options().withClock(Clock.offset(Clock.systemUTC(), later)));
  }

  private InstanceStateName stateAfter(Duration later, String id) {
    try (LocalEc2 other = at(later);
        Ec2Client client = Clients.ec2(other)) {
      return client
          .describeInstances(r -> r.instanceIds(id))
          .reservations()
          .get(0)
          .instances()
          .get(0)
          .state()
          .name();
    }
  }

  private Instance run(String image, Consumer<RunInstancesRequest.Builder> change) {
    return ec2.runInstances(request(image).applyMutation(change).build()).instances().get(0);
  }

  private String code(String image, Consumer<RunInstancesRequest.Builder> change) {
    return Clients.code(() -> run(image, change));
  }

  private static RunInstancesRequest.Builder request(String image) {
    return RunInstancesRequest.builder().imageId(image).minCount(1).maxCount(1);
  }

  private static TagSpecification tags() {
    return TagSpecification.builder()
        .resourceType("instance")
        .tags(Registrations.tag("k", "v"))
        .build();
  }
}
