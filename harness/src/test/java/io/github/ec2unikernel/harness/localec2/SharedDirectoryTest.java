package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;

final class SharedDirectoryTest extends LocalEc2Base {

  @Test
  void blocksPutThroughTwoEndpointsMakeOneSnapshot() throws Exception {
    String id = startSnapshot();
    List<byte[]> blocks = IntStream.range(0, 40).mapToObj(Blocks::random).toList();

    try (LocalEc2 second = LocalEc2.start(options());
        EbsClient ebsSecond = Clients.ebs(second)) {
      List<Callable<String>> puts = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        int index = i;
        EbsClient client = i % 2 == 0 ? ebs : ebsSecond;
        puts.add(
            () -> {
              Blocks.put(client, id, index, blocks.get(index));
              return "put";
            });
      }
      all(puts);
      Blocks.complete(ebsSecond, id, blocks);
    }

    assertThat(ebs.listSnapshotBlocks(r -> r.snapshotId(id)).blocks()).hasSize(40);
  }

  @Test
  void whatAnotherVersionWroteIsNamedWithTheWayOut() throws Exception {
    Path images = Files.createDirectories(directory.resolve("us-west-2/images"));
    Path old = images.resolve("ami-00000000000000001.json");
    Files.writeString(old, "{\"image\":{},\"availableAt\":\"2026-03-01T00:00:00Z\"}");

    assertThatThrownBy(() -> ec2.describeImages(r -> r.owners("self")))
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining(old.toString())
        .hasMessageContaining("Remove the local EC2's directory");
  }

  @Test
  void ofManyWhoRegisterOneNameThroughTwoEndpointsOneSucceeds() throws Exception {
    String snapshot = Blocks.snapshot(local, 1);

    try (LocalEc2 second = LocalEc2.start(options());
        Ec2Client ec2Second = Clients.ec2(second)) {
      List<Callable<String>> registrations = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Ec2Client client = i % 2 == 0 ? ec2 : ec2Second;
        registrations.add(() -> register(client, snapshot));
      }
      List<String> outcomes = all(registrations);

      assertThat(outcomes).filteredOn("InvalidAMIName.Duplicate"::equals).hasSize(15);
    }
    assertThat(ec2.describeImages(r -> r.owners("self")).images()).hasSize(1);
  }

  @Test
  void oneClientTokenThroughTwoEndpointsMakesOneSnapshot() throws Exception {
    try (LocalEc2 second = LocalEc2.start(options());
        EbsClient ebsSecond = Clients.ebs(second)) {
      List<Callable<String>> starts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        EbsClient client = i % 2 == 0 ? ebs : ebsSecond;
        starts.add(() -> client.startSnapshot(r -> r.volumeSize(1L).clientToken("t")).snapshotId());
      }

      assertThat(new HashSet<>(all(starts))).hasSize(1);
    }
  }

  @Test
  void theStateIsThereAgainForTheNextEndpoint() {
    String snapshot = Blocks.snapshot(local, 2);
    String image = register(ec2, snapshot);
    local.close();

    try (LocalEc2 next = LocalEc2.start(options());
        Ec2Client client = Clients.ec2(next)) {
      assertThat(client.describeImages(r -> r.owners("self")).images())
          .extracting(Image::imageId)
          .containsExactly(image);
    }
  }

  @Test
  void whatAKilledProcessLeftIsTidiedAndWhatBelongsToASnapshotStays() throws IOException {
    String id = Blocks.snapshot(local, 1);
    Path snapshots = directory.resolve(Clients.OREGON).resolve("snapshots");
    Files.createFile(snapshots.resolve(id + ".half.tmp"));
    Files.createFile(snapshots.resolve("snap-00000000.raw"));
    Files.createFile(snapshots.resolve("snap-00000000.sha256"));

    LocalEc2.start(options()).close();

    try (var files = Files.list(snapshots)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(id + ".json", id + ".raw", id + ".sha256");
    }
  }

  @Test
  void draftsOfTheDeadAreTidiedAndThoseOfTheLivingStay() throws IOException {
    startSnapshot();
    Path drafts = Files.createDirectories(directory.resolve(Clients.OREGON).resolve("drafts"));
    // No process can have this id.
    Files.createFile(drafts.resolve(Integer.MAX_VALUE + "-a.raw"));
    Path living = Files.createFile(drafts.resolve(ProcessHandle.current().pid() + "-a.raw"));

    LocalEc2.start(options()).close();

    try (var files = Files.list(drafts)) {
      assertThat(files).containsExactly(living);
    }
  }

  @Test
  void aDirectoryThatIsAFileIsRefusedWithAHint() throws IOException {
    var options = LocalEc2Options.in(Files.createFile(directory.resolve("file")));

    assertThatThrownBy(() -> LocalEc2.start(options))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(directory.resolve("file").toString());
  }

  @Test
  void aPortThatIsTakenIsRefusedWithAHint() {
    var options = options().withPort(local.endpoint().getPort());

    assertThatThrownBy(() -> LocalEc2.start(options))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("127.0.0.1:" + local.endpoint().getPort());
  }

  private static String register(Ec2Client client, String snapshot) {
    BlockDeviceMapping root =
        BlockDeviceMapping.builder()
            .deviceName("/dev/sda1")
            .ebs(e -> e.snapshotId(snapshot))
            .build();
    try {
      return client
          .registerImage(
              r ->
                  r.name("one name")
                      .architecture("x86_64")
                      .kernelId("aki-70cb0e10")
                      .rootDeviceName("/dev/sda1")
                      .blockDeviceMappings(root))
          .imageId();
    } catch (Ec2Exception e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  private static List<String> all(List<Callable<String>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<String> results = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
