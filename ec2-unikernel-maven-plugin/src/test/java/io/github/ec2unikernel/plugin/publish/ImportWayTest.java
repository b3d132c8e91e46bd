package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;

/** Publishing by way of S3, and what is left of it when it fails. */
class ImportWayTest {

  private static final int BLOCK = RawDisks.BLOCK;
  private static final int ALWAYS = 1000;
  private static final CreateBucketConfiguration AT_HOME =
      CreateBucketConfiguration.builder().locationConstraint(LocalAccount.REGION).build();

  @TempDir Path folder;
  private LocalAccount account;
  private ImportAccount imports;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    imports = new ImportAccount(account);
    imports.createBucket();
    imports.createRole("vmimport");
    // Three parts of S3.
    disk = account.disk("disk.raw", 40L * BLOCK, IntStream.range(0, 39).toArray());
  }

  @AfterEach
  void close() {
    imports.close();
    account.close();
  }

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
  void aRoleThatIsNotThereIsNamedAndNothingIsLeft() {
    ProblemException problem = failure(ImportAccount.options().withRole("nobody"), new Events());

    assertThat(problem)
        .hasMessageContaining("ec2:ImportSnapshot")
        .hasMessageContaining("The service role nobody provided does not exist");
    assertThat(problem.hint()).contains("trust-policy.json", "iam:PassRole", "<role>");
    assertNothingIsLeft();
  }

  @Test
  void aRoleThatMayNotReadTheBucketEndsTheImportAndNothingIsLeft() {
    imports.givePolicy(
        "vmimport", ImportAccount.policy("role-policy.json").replace("unikernels/*", "other/*"));

    ProblemException problem = failure(ImportAccount.options(), new Events());

    assertThat(problem).hasMessageContaining("403 Forbidden").hasMessageContaining("failed");
    assertThat(problem.hint())
        .contains("Give the role vmimport the rights of policies/role-policy.json", "unikernels");
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetBucketLocation",
        "HeadObject",
        "ListMultipartUploads",
        "CreateMultipartUpload",
        "ListParts",
        "UploadPart",
        "CompleteMultipartUpload",
        "ImportSnapshot",
        "DescribeImportSnapshotTasks",
        "CreateTags",
        "RegisterImage"
      })
  void aDeniedActionIsNamedAndNothingIsLeft(String action) {
    account.server().faults().inject(Fault.denied(action, 1));

    ProblemException problem = failure(ImportAccount.options(), new Events());

    assertThat(problem).isInstanceOf(EnvironmentException.class);
    assertThat(problem.hint()).contains("IAM action");
    assertNothingIsLeft();
    assertThat(publish(ImportAccount.options(), new Events()).reused()).isFalse();
    assertThat(account.snapshots()).hasSize(1);
    assertThat(imports.objects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateMultipartUpload",
        "UploadPart",
        "CompleteMultipartUpload",
        "ImportSnapshot",
        "CreateTags",
        "DeleteObject"
      })
  void anAnswerThatIsLostOnceChangesNothing(String action) {
    account.server().faults().inject(Fault.resetAfterEffect(action, 1));

    publish(ImportAccount.options(), new Events());

    assertThat(account.snapshots()).hasSize(1);
    assertThat(account.images()).hasSize(1);
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.tasks()).hasSize(1);
  }

  @Test
  void aThrottledUploadGoesOn() {
    account.server().faults().inject(Fault.throttled("UploadPart", 2).times(3));

    publish(ImportAccount.options(), new Events());

    assertThat(account.snapshots()).hasSize(1);
  }

  @Test
  void anObjectThatCantBeDeletedIsLeftToTheNextRunAndTheImageIsGood() {
    account.server().faults().inject(Fault.denied("DeleteObject", 1).times(ALWAYS));
    Events events = new Events();

    MachineImage image = publish(ImportAccount.options(), events);

    assertThat(account.images()).hasSize(1);
    assertThat(events.left()).hasSize(1);
    assertThat(events.left().get(0).command())
        .startsWith("aws s3 rm s3://unikernels/ec2-unikernel/");
    assertThat(imports.objects()).hasSize(1);
    account.server().faults().clear();
    assertThat(publish(ImportAccount.options(), new Events()).id()).isEqualTo(image.id());
    assertThat(imports.objects()).isEmpty();
  }

  @Test
  void whatAnUnfinishedUploadHasSentIsNotSentAgain() {
    account.server().faults().inject(Fault.denied("CompleteMultipartUpload", 1).times(ALWAYS));
    PublishRequest request =
        imports.request(
            account.request(disk).with(account.request(disk).upload().withKeep(true)),
            ImportAccount.options());
    assertThatThrownBy(() -> new Publisher().publish(request, new Events()))
        .isInstanceOf(ProblemException.class);
    account.server().faults().clear();
    assertThat(imports.objects()).hasSize(1);

    MachineImage image = new Publisher().publish(request, new Events()).primary();

    assertThat(account.calls("UploadPart")).isEqualTo(3);
    assertThat(image.snapshot().bytesSent()).isZero();
    assertThat(imports.objects()).isEmpty();
    assertThat(account.snapshots()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ebs-direct", "another bucket", "another format"})
  void aRunThatGoesAnotherWayDeletesWhatAKilledOneLeft(String way) {
    imports.s3().createBucket(r -> r.bucket("others").createBucketConfiguration(AT_HOME));
    imports.givePolicy(
        "vmimport",
        ImportAccount.policy("role-policy.json").replace("unikernels", "*").replace("*/*", "*"));
    account.server().faults().inject(Fault.denied("CompleteMultipartUpload", 1));
    assertThatThrownBy(() -> keeping(ImportAccount.options())).isInstanceOf(ProblemException.class);
    assertThat(imports.objects()).hasSize(1);

    switch (way) {
      case "ebs-direct" -> account.publish(disk);
      case "another bucket" ->
          publish(
              ImportOptions.of("others").withTimes(Duration.ZERO, Duration.ofSeconds(30)),
              new Events());
      default -> publish(ImportAccount.options().withFormat(DiskFormat.VHD), new Events());
    }

    assertThat(imports.objects()).isEmpty();
    assertThat(account.snapshots()).hasSize(1);
  }

  @Test
  void anImportDeletesWhatAKilledRunHasSentStraightToEbs() {
    account.server().faults().inject(Fault.denied("CompleteSnapshot", 1));
    PublishRequest request = account.request(disk);
    assertThatThrownBy(
            () ->
                new Publisher()
                    .publish(request.with(request.upload().withKeep(true)), new Events()))
        .isInstanceOf(ProblemException.class);
    assertThat(account.snapshots()).hasSize(1);

    MachineImage image = publish(ImportAccount.options(), new Events());

    assertThat(account.snapshots())
        .extracting(Snapshot::snapshotId)
        .containsExactly(image.snapshot().id());
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

  private MachineImage keeping(ImportOptions options) {
    PublishRequest request = account.request(disk);
    return new Publisher()
        .publish(
            imports.request(request.with(request.upload().withKeep(true)), options), new Events())
        .primary();
  }

  @Test
  void aSnapshotThatIsImportedIsNotImportedAgain() {
    account.server().faults().inject(Fault.denied("RegisterImage", 1).times(ALWAYS));
    PublishRequest request =
        imports.request(
            account.request(disk).with(account.request(disk).upload().withKeep(true)),
            ImportAccount.options());
    assertThatThrownBy(() -> new Publisher().publish(request, new Events()))
        .isInstanceOf(ProblemException.class);
    account.server().faults().clear();
    String kept = account.snapshots().get(0).snapshotId();

    MachineImage image = new Publisher().publish(request, new Events()).primary();

    assertThat(image.snapshot().id()).isEqualTo(kept);
    assertThat(account.calls("ImportSnapshot")).isEqualTo(1);
    assertThat(account.snapshots()).hasSize(1);
  }

  private void assertNothingIsLeft() {
    account.server().faults().clear();
    assertThat(account.snapshots()).isEmpty();
    assertThat(account.images()).isEmpty();
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.tasks())
        .allMatch(task -> !task.snapshotTaskDetail().status().equals("active"));
  }

  private MachineImage publish(ImportOptions options, PublishListener listener) {
    return new Publisher()
        .publish(imports.request(account.request(disk), options), listener)
        .primary();
  }

  private ProblemException failure(ImportOptions options, PublishListener listener) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> publish(options, listener));
    assertThat(problem).as("the problem").isNotNull();
    return problem;
  }
}
