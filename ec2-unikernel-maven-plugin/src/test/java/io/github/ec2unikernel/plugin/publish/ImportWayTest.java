package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Publishing by way of S3. */
class ImportWayTest extends ImportWayBase {

  @Test
  void aDiskIsImportedAndNothingOfTheWayIsLeft() throws Exception {
    Events events = new Events();

    MachineImage image = publish(ImportAccount.options(), events);

    String snapshot = image.snapshot().id();
    assertThat(LocalAccount.volume(account.blocks(snapshot), (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
    assertThat(account.images()).hasSize(1);
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.state()).isEqualTo("completed");
    assertThat(account.calls("UploadPart")).isEqualTo(3);
    assertThat(account.calls("PutSnapshotBlock")).isZero();
    Snapshot made = account.snapshot(snapshot);
    assertThat(LocalAccount.tags(made.tags()))
        .containsEntry("team", "kernel")
        .containsKeys("ec2-unikernel:attempt", "ec2-unikernel:data", "ec2-unikernel:blocks");
    assertThat(LocalAccount.tags(imports.tasks().get(0).tags()))
        .containsEntry("team", "kernel")
        .containsKey("ec2-unikernel:attempt");
    // How many stages are seen depends on how long the machine takes.
    assertThat(events.said()).contains("block 40/40").anyMatch(it -> it.startsWith("importing"));
    assertThat(new StateFile(account.stateFile()).read().orElseThrow().resources())
        .extracting(Resource::kind)
        .containsExactlyInAnyOrder(Resource.Kind.SNAPSHOT, Resource.Kind.IMAGE);
  }

  @ParameterizedTest
  @EnumSource(
      value = DiskFormat.class,
      names = {"VHD", "VHD_DYNAMIC", "VMDK"})
  void aDiskIsSentInAnotherFormat(DiskFormat format) throws Exception {
    MachineImage image = publish(ImportAccount.options().withFormat(format), new Events());

    assertThat(LocalAccount.volume(account.blocks(image.snapshot().id()), (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
    assertThat(imports.tasks().get(0).snapshotTaskDetail().format())
        .isEqualTo(format == DiskFormat.VMDK ? "VMDK" : "VHD");
    assertThat(imports.objects()).isEmpty();
  }

  @Test
  void volumesAreImportedBesideTheDiskByARoleOfAnotherName() {
    imports.createRole("importer");
    PublishRequest request =
        account
            .request(disk)
            .with(List.of(RawDisks.volume(folder.resolve("data.raw"), "data", "/dev/sdb")));

    MachineImage image =
        new Publisher()
            .publish(
                imports.request(request, ImportAccount.options().withRole("importer")),
                new Events())
            .primary();

    assertThat(image.byName()).hasSize(2);
    assertThat(account.snapshots()).hasSize(2);
    assertThat(imports.tasks()).hasSize(2);
    assertThat(imports.objects()).isEmpty();
  }

  @Test
  void anImportIsVerifiedAndEncryptedWhenThatIsAskedFor() {
    UploadOptions options =
        account
            .request(disk)
            .upload()
            .withVerify(UploadOptions.Verify.ALWAYS)
            .withEncryption(new Encryption(true, null))
            .withImport(ImportAccount.options());
    Events events = new Events();

    MachineImage image =
        new Publisher().publish(account.request(disk).with(options), events).primary();

    assertThat(account.snapshot(image.snapshot().id()).encrypted()).isTrue();
    assertThat(events.said()).contains("verified " + image.snapshot().id());
  }

  @Test
  void theNextReleaseDescendsFromAnImportedSnapshot() {
    MachineImage first = publish(ImportAccount.options(), new Events());
    DiskImage changed = account.disk("next.raw", 40L * BLOCK, IntStream.range(0, 38).toArray());

    MachineImage second = account.publish(changed);

    assertThat(second.snapshot().blocks()).isEqualTo(1);
    assertThat(second.snapshot().id()).isNotEqualTo(first.snapshot().id());
  }

  @Test
  void aMissingBucketIsSaidBeforeAnythingIsMadeOrIsMadeOnRequest() {
    ImportOptions other =
        ImportOptions.of("no-such-bucket").withTimes(Duration.ZERO, Duration.ofSeconds(30));

    InputException problem =
        catchThrowableOfType(InputException.class, () -> publish(other, new Events()));

    assertThat(problem).hasMessageContaining("There is no bucket 'no-such-bucket'");
    assertThat(problem.hint()).contains("setup", "unikernel.publish.createBucket");
    imports.givePolicy(
        "vmimport",
        ImportAccount.policy("role-policy.json").replace("unikernels", "no-such-bucket"));
    publish(other.withCreateBucket(true), new Events());
    assertThat(
            imports
                .s3()
                .getBucketLocation(r -> r.bucket("no-such-bucket"))
                .locationConstraintAsString())
        .isEqualTo(LocalAccount.REGION);
  }

  @Test
  void anImportInSeveralRegionsIsRefusedBeforeAnythingIsMade() {
    PublishRequest request =
        imports
            .request(account.request(disk), ImportAccount.options())
            .with(
                new Regions(
                    List.of("eu-west-1"), Regions.Replication.UPLOAD, Regions.Failure.UNDO_ALL));

    InputException problem =
        catchThrowableOfType(
            InputException.class, () -> new Publisher().publish(request, new Events()));

    assertThat(problem).hasMessageContaining("eu-west-1");
    assertThat(problem.hint()).contains("replication=copy", "via=ebs-direct");
    assertThat(account.calls("CreateMultipartUpload")).isZero();
  }

  @Test
  void aBucketOfItsOwnIsTaggedAndSetUpThoughTheFirstRunFailedAtThat() {
    ImportOptions own =
        ImportOptions.of("own-bucket")
            .withCreateBucket(true)
            .withTimes(Duration.ZERO, Duration.ofSeconds(30));
    imports.givePolicy(
        "vmimport", ImportAccount.policy("role-policy.json").replace("unikernels", "own-bucket"));
    account.server().faults().inject(Fault.resetAfterEffect("CreateBucket", 1));
    account.server().faults().inject(Fault.denied("PutPublicAccessBlock", 1));
    failure(own, new Events());
    assertThat(imports.s3().getBucketTagging(r -> r.bucket("own-bucket")).tagSet())
        .extracting(tag -> tag.key())
        .containsExactly("ec2-unikernel:setup");

    publish(own, new Events());

    assertThat(
            imports
                .s3()
                .getPublicAccessBlock(r -> r.bucket("own-bucket"))
                .publicAccessBlockConfiguration()
                .blockPublicAcls())
        .isTrue();
    assertThat(imports.s3().getBucketLifecycleConfiguration(r -> r.bucket("own-bucket")).rules())
        .hasSize(1);
  }

  @Test
  void tasksAreAskedForWithoutAFilterThatIsNotDocumented() {
    account.server().faults().inject(Fault.denied("ImportSnapshot", 1));

    failure(ImportAccount.options(), new Events());

    assertThat(account.server().calls().of("DescribeImportSnapshotTasks"))
        .isNotEmpty()
        .noneMatch(
            call -> call.parameters().keySet().stream().anyMatch(it -> it.contains("Filter")));
  }
}
