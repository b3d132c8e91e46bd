package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;

final class DescribingTest extends LocalEc2Base {

  @ParameterizedTest
  @CsvSource({
    "name, hello-0.1",
    "name, hello-*",
    "name, *.?",
    "tag:project, hello",
    "tag:project, h?llo",
    "tag-key, project",
    "architecture, x86_64",
    "hypervisor, xen",
    "virtualization-type, paravirtual",
    "image-type, machine",
    "state, available",
    "root-device-type, ebs",
    "root-device-name, /dev/sda1",
    "owner-id, 123456789012",
    "is-public, false",
    "kernel-id, aki-70cb0e10",
    "block-device-mapping.volume-size, 1",
  })
  void anImageIsFoundByAFilter(String name, String value) {
    String id = register("hello-0.1", "hello");

    assertThat(ids(Clients.filter(name, "no such", value))).contains(id);
  }

  @ParameterizedTest
  @CsvSource({
    "name, hello",
    "name, hello-0?1?",
    "name, HELLO-*",
    "name, hello-0\\*",
    "tag:project, hell",
    "tag:Project, hello",
    "tag-key, hello",
    "architecture, i386",
    "virtualization-type, hvm",
    "image-type, kernel",
    "state, pending",
    "root-device-type, instance-store",
    "owner-alias, amazon",
  })
  void anImageIsNotFoundByAFilterThatDoesNotMatch(String name, String value) {
    String id = register("hello-0.1", "hello");

    assertThat(ids(Clients.filter(name, value))).doesNotContain(id);
  }

  @Test
  void allFiltersMustMatch() {
    String id = register("hello-0.1", "hello");
    register("hello-0.2", "other");

    assertThat(ids(Clients.filter("name", "hello-*"), Clients.filter("tag:project", "hello")))
        .containsExactly(id);
  }

  @Test
  void anUnknownFilterIsRefusedByItsName() {
    var refusal =
        Clients.refusal(() -> ec2.describeImages(r -> r.filters(Clients.filter("colour", "red"))));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
    assertThat(refusal).hasMessageContaining("The filter 'colour' is invalid");
  }

  @Test
  void imagesComeInPages() {
    Set<String> registered = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      registered.add(register("image-" + i, "p"));
    }
    List<String> found = new ArrayList<>();
    String token = null;
    do {
      String next = token;
      DescribeImagesResponse page =
          ec2.describeImages(r -> r.owners("self").maxResults(2).nextToken(next));
      assertThat(page.images()).hasSizeBetween(1, 2);
      page.images().forEach(image -> found.add(image.imageId()));
      token = page.nextToken();
    } while (token != null);

    assertThat(found).containsExactlyElementsOf(registered);
    assertThat(Clients.code(() -> ec2.describeImages(r -> r.nextToken("x"))))
        .isEqualTo("InvalidNextToken");
  }

  @Test
  void anUnknownImageIdIsRefusedAndAnUnknownOwnerToo() {
    assertThat(Clients.code(() -> ec2.describeImages(r -> r.imageIds("ami-0123456789abcdef0"))))
        .isEqualTo("InvalidAMIID.NotFound");
    assertThat(Clients.code(() -> ec2.describeImages(r -> r.imageIds("hello"))))
        .isEqualTo("InvalidAMIID.Malformed");
    assertThat(Clients.code(() -> ec2.describeImages(r -> r.owners("me"))))
        .isEqualTo("InvalidUserID.Malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, hd0_1.05, x86_64, aki-5c21674b",
    "us-west-2, hd0_1.05, i386, aki-7a69931a",
    "eu-central-1, hd0_1.04, x86_64, aki-184c7a05",
    "ap-northeast-1, hd00_1.04, i386, aki-196bf518",
    "cn-north-1, hd0_1.04, x86_64, aki-9e8f1da7",
  })
  void amazonsKernelsHaveTheirIdsOfEachRegion(
      String region, String build, String architecture, String id) {
    String name = "pv-grub-" + build + "-" + architecture + ".gz";

    assertThat(kernels(region, name)).extracting(Image::imageId).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-north-1", "eu-west-3", "ap-northeast-3"})
  void youngRegionsHaveNoPvGrub(String region) {
    assertThat(kernels(region, "pv-grub-*")).isEmpty();
  }

  @Test
  void everyRegionHasAStateOfItsOwn() {
    register("hello", "p");

    try (Ec2Client ireland = Clients.ec2(local, "eu-west-1")) {
      assertThat(ireland.describeImages(r -> r.owners("self")).images()).isEmpty();
      assertThat(ireland.describeSnapshots(r -> r.ownerIds("self")).snapshots()).isEmpty();
    }
  }

  @Test
  void snapshotsAreFoundByOwnerIdFilterAndTag() {
    String id =
        ebs.startSnapshot(
                r ->
                    r.volumeSize(2L)
                        .description("of hello")
                        .tags(Clients.ebsTag("project", "hello")))
            .snapshotId();
    startSnapshot();

    List<Snapshot> found =
        ec2.describeSnapshots(
                r ->
                    r.ownerIds("self")
                        .filters(
                            Clients.filter("tag:project", "hello"),
                            Clients.filter("status", "pending"),
                            Clients.filter("volume-size", "2")))
            .snapshots();
    assertThat(found).extracting(Snapshot::snapshotId).containsExactly(id);
    assertThat(found.get(0).description()).isEqualTo("of hello");
    assertThat(found.get(0).ownerId()).isEqualTo("123456789012");
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("amazon")).snapshots()).isEmpty();
    assertThat(Clients.code(() -> ec2.describeSnapshots(r -> r.snapshotIds("snap-1"))))
        .isEqualTo("InvalidSnapshotID.Malformed");
    assertThat(Clients.code(() -> ec2.describeSnapshots(r -> r.snapshotIds(id).maxResults(5))))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void regionsAndZonesAreThoseOfThePartition() {
    assertThat(ec2.describeRegions().regions())
        .extracting(Region::regionName)
        .contains("us-west-2", "eu-central-1")
        .doesNotContain("cn-north-1");
    assertThat(ec2.describeAvailabilityZones().availabilityZones())
        .extracting(AvailabilityZone::zoneName)
        .containsExactly("us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d");
    assertThat(Clients.code(() -> ec2.describeRegions(r -> r.regionNames("mars-1"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void anActionThatIsNotThereIsRefused() {
    assertThat(Clients.code(() -> ec2.describeVolumes())).isEqualTo("InvalidAction");
  }

  private String register(String name, String project) {
    String snapshot = Blocks.snapshot(local, 0);
    return ec2.registerImage(
            r ->
                r.name(name)
                    .architecture("x86_64")
                    .kernelId("aki-70cb0e10")
                    .rootDeviceName("/dev/sda1")
                    .blockDeviceMappings(
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/sda1")
                            .ebs(e -> e.snapshotId(snapshot))
                            .build())
                    .tagSpecifications(
                        software.amazon.awssdk.services.ec2.model.TagSpecification.builder()
                            .resourceType("image")
                            .tags(Tag.builder().key("project").value(project).build())
                            .build()))
        .imageId();
  }

  private List<String> ids(Filter... filters) {
    return ec2.describeImages(r -> r.filters(filters)).images().stream()
        .map(Image::imageId)
        .toList();
  }

  private List<Image> kernels(String region, String name) {
    try (Ec2Client client = Clients.ec2(local, region)) {
      return client
          .describeImages(
              r ->
                  r.owners("amazon")
                      .filters(
                          Clients.filter("name", name), Clients.filter("image-type", "kernel")))
          .images();
    }
  }
}
