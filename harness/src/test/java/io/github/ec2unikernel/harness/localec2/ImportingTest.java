package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.iam.IamClient;

/** Imports, at a time that the test says; the disks are written by qemu-img. */
final class ImportingTest extends S3Base {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration DELAY = Duration.ofSeconds(100);

  @TempDir Path files;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private IamClient iam;

  @Override
  LocalEc2Options options() {
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Objects.requireNonNull(now.get());
          }
        };
    return super.options().withImportDelay(DELAY).withClock(clock);
  }

  @BeforeEach
  void makeRole() {
    iam = Clients.iam(local);
    iam.createRole(
        r -> r.roleName("vmimport").assumeRolePolicyDocument(Policies.read("trust-policy.json")));
    givePolicy(Policies.read("role-policy.json"));
  }

  @AfterEach
  void closeIam() {
    iam.close();
  }

  private void givePolicy(String document) {
    iam.putRolePolicy(r -> r.roleName("vmimport").policyName("vmimport").policyDocument(document));
  }

  @ParameterizedTest
  @CsvSource({
    "raw,raw,",
    "VHD,vpc,subformat=dynamic",
    "VHD,vpc,subformat=fixed",
    "VMDK,vmdk,subformat=streamOptimized"
  })
  void aDiskOfEachFormatBecomesASnapshotOfItsBlocks(String format, String qemu, String option)
      throws Exception {
    Path raw = disk();
    put("disk", Files.readAllBytes(convert(raw, qemu, option)));

    String id = startImport(format);
    pass(DELAY);
    SnapshotTaskDetail detail = detail(id);

    assertThat(detail.status()).as(detail.statusMessage()).isEqualTo("completed");
    Snapshot snapshot =
        ec2.describeSnapshots(r -> r.snapshotIds(detail.snapshotId())).snapshots().get(0);
    assertThat(snapshot.volumeSize()).isEqualTo(1);
    assertThat(snapshot.stateAsString()).isEqualTo("completed");
    assertThat(snapshot.description()).contains(id);
    var blocks = ebs.listSnapshotBlocks(r -> r.snapshotId(detail.snapshotId())).blocks();
    assertThat(blocks).extracting(b -> b.blockIndex()).containsExactly(0, 9, 10);
    byte[] expected = Files.readAllBytes(raw);
    for (var block : blocks) {
      byte[] read =
          ebs.getSnapshotBlockAsBytes(
                  r ->
                      r.snapshotId(detail.snapshotId())
                          .blockIndex(block.blockIndex())
                          .blockToken(block.blockToken()))
              .asByteArray();
      int from = block.blockIndex() * Blocks.SIZE;
      assertThat(read).isEqualTo(Arrays.copyOfRange(expected, from, from + Blocks.SIZE));
    }
  }

  @Test
  void aTaskGoesThroughItsStages() {
    put("disk", random(MIB, 1));
    String id = startImport("RAW");
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SnapshotTaskDetail detail = detail(id);
      seen.add(detail.status() + " " + detail.progress() + " " + detail.statusMessage());
      pass(DELAY.dividedBy(4));
    }

    assertThat(seen)
        .containsExactly(
            "active 0 pending",
            "active 25 validating",
            "active 50 converting",
            "active 75 converting",
            "completed null null");
  }

  @ParameterizedTest
  @CsvSource({"import-fails, 1", "import-fails-late, 4"})
  void aTaskEndsInDeletedOnRequest(String fault, int quarters) {
    put("disk", random(MIB, 1));
    local
        .faults()
        .inject(
            FaultScript.parse("ImportSnapshot " + fault + "=ClientError:+Unknown+OS", "here")
                .faults());
    String id = startImport("RAW");
    String unhurt = startImport("RAW");

    for (int i = 1; i <= quarters; i++) {
      assertThat(detail(id).status()).isEqualTo("active");
      pass(DELAY.dividedBy(4));
    }
    assertThat(detail(id).status()).isEqualTo("deleting");
    pass(DELAY);
    assertThat(detail(id).status()).isEqualTo("deleted");
    assertThat(detail(id).statusMessage()).isEqualTo("ClientError: Unknown OS");
    assertThat(detail(unhurt).status()).isEqualTo("completed");
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots()).hasSize(1);
  }

  @Test
  void tagsThatATaskGetsWhileItConvertsStay() throws Exception {
    put("disk", random(32 * MIB, 1));
    String id = startImport("RAW");
    pass(DELAY);
    Thread converting = new Thread(() -> detail(id));
    converting.start();
    String last = "";
    for (int i = 0; converting.isAlive(); i++) {
      String value = "v" + i;
      last = value;
      ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("k").value(value).build()));
    }

    ImportSnapshotTask task =
        ec2.describeImportSnapshotTasks(r -> r.importTaskIds(id)).importSnapshotTasks().get(0);
    assertThat(task.snapshotTaskDetail().status()).isEqualTo("completed");
    assertThat(task.tags()).extracting(Tag::value).containsExactly(last);
  }

  @Test
  void twoEndpointsThatConvertOneTaskMakeOneWholeSnapshot() throws Exception {
    byte[] disk = random(32 * MIB, 1);
    put("disk", disk);
    try (LocalEc2 second = LocalEc2.start(options());
        Ec2Client ec2Second = Clients.ec2(second)) {
      for (int round = 0; round < 3; round++) {
        String id = startImport("RAW");
        detail(id);
        pass(DELAY);
        Thread other =
            new Thread(() -> ec2Second.describeImportSnapshotTasks(r -> r.importTaskIds(id)));
        other.start();
        detail(id);
        other.join();

        String snapshot = detail(id).snapshotId();
        var blocks = ebs.listSnapshotBlocks(r -> r.snapshotId(snapshot)).blocks();
        assertThat(blocks).hasSize(disk.length / Blocks.SIZE);
        for (var block : blocks) {
          int from = block.blockIndex() * Blocks.SIZE;
          byte[] read =
              ebs.getSnapshotBlockAsBytes(
                      r ->
                          r.snapshotId(snapshot)
                              .blockIndex(block.blockIndex())
                              .blockToken(block.blockToken()))
                  .asByteArray();
          assertThat(read).isEqualTo(Arrays.copyOfRange(disk, from, from + Blocks.SIZE));
        }
      }
    }
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots()).hasSize(3);
  }

  @Test
  void aTokenThatComesAgainGivesTheSameTask() {
    put("disk", random(MIB, 1));
    ImportSnapshotRequest request = request("RAW").clientToken("t").build();

    String id = ec2.importSnapshot(request).importTaskId();

    assertThat(ec2.importSnapshot(request).importTaskId()).isEqualTo(id);
    assertThat(
            Clients.code(
                () -> ec2.importSnapshot(request.toBuilder().description("other").build())))
        .isEqualTo("IdempotentParameterMismatch");
    assertThat(ec2.describeImportSnapshotTasks().importSnapshotTasks()).hasSize(1);
  }

  @Test
  void aCancelledTaskLeavesNothing() {
    put("disk", random(MIB, 1));
    String id = startImport("RAW");
    pass(DELAY.dividedBy(2));
    detail(id);

    var cancelled = ec2.cancelImportTask(r -> r.importTaskId(id).cancelReason("Ctrl-C"));

    assertThat(cancelled.previousState()).isEqualTo("active");
    assertThat(cancelled.state()).isEqualTo("deleting");
    pass(DELAY);
    assertThat(detail(id).status()).isEqualTo("deleted");
    assertThat(detail(id).statusMessage()).contains("cancelled", "Ctrl-C");
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots()).isEmpty();
    assertThat(Clients.code(() -> ec2.cancelImportTask(r -> r.importTaskId(id))))
        .isEqualTo("IncorrectState");
  }

  @Test
  void aRoleThatIsNotThereOrDoesNotTrustIsRefusedAtOnce() {
    put("disk", random(MIB, 1));
    String message = "does not exist or does not have sufficient permissions";

    assertThat(Clients.refusal(() -> ec2.importSnapshot(request("RAW").roleName("other").build())))
        .hasMessageContaining("The service role other provided " + message);
    // A dry run does not look at the role.
    assertThat(
            Clients.code(
                () -> ec2.importSnapshot(request("RAW").roleName("other").dryRun(true).build())))
        .isEqualTo("DryRunOperation");
    iam.updateAssumeRolePolicy(
        r ->
            r.roleName("vmimport")
                .policyDocument(
                    Policies.read("trust-policy.json").replace("\"vmimport\"", "\"x\"")));
    assertThat(Clients.refusal(() -> startImport("RAW"))).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:ec2:*::snapshot/*, us-west-2, true",
    "arn:aws:ec2:eu-west-1::snapshot/*, us-west-2, false",
    "arn:aws:ec2:*::snapshot/*, eu-west-1, false"
  })
  void theRightsOfARoleAreForSnapshotsAndImagesInTheRegion(
      String snapshots, String region, boolean usable) {
    put("disk", random(MIB, 1));
    givePolicy(
        """
        {"Version": "2012-10-17",
         "Statement": [
           {"Effect": "Allow", "Action": "ec2:*",
            "Resource": ["%s", "arn:aws:ec2:*::image/*"],
            "Condition": {"StringEquals": {"aws:RequestedRegion": "%s"}}},
           {"Effect": "Allow", "Action": "ec2:DescribeSnapshots", "Resource": "*"},
           {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        """
            .formatted(snapshots, region));

    if (usable) {
      startImport("RAW");
    } else {
      assertThat(Clients.code(() -> startImport("RAW"))).isEqualTo("InvalidParameter");
    }
  }

  @ParameterizedTest
  @CsvSource({"s3:GetObject", "s3:GetBucketLocation", "s3:ListBucket"})
  void aRoleWithoutARightOnTheBucketEndsTheTask(String action) {
    put("disk", random(MIB, 1));
    givePolicy(Policies.read("role-policy.json").replace(action, "s3:GetObjectAcl"));

    String id = startImport("RAW");
    pass(DELAY.dividedBy(2));

    assertThat(detail(id).status()).isEqualTo("deleting");
    pass(DELAY);
    assertThat(detail(id).status()).isEqualTo("deleted");
    assertThat(detail(id).statusMessage())
        .isEqualTo(
            "ClientError: Disk validation failed [We do not have access to the given resource."
                + " Reason 403 Forbidden]");
  }

  @ParameterizedTest
  @CsvSource({
    "VHD,Footers not identical",
    "VMDK,Unsupported VMDK File Format",
    "RAW,Unsupported specified file format"
  })
  void anObjectThatIsNoDiskEndsTheTask(String format, String message) {
    put("disk", format.equals("RAW") ? new byte[0] : random(MIB, 1));
    String id = startImport(format);
    pass(DELAY.multipliedBy(2));

    assertThat(detail(id).status()).isEqualTo("deleting");
    assertThat(detail(id).statusMessage()).contains("Disk validation failed [" + message + "]");
  }

  @Test
  void aDamagedVmdkAndOneOfAnotherKindEndTheTask() throws Exception {
    Path raw = disk();
    byte[] stream = Files.readAllBytes(convert(raw, "vmdk", "subformat=streamOptimized"));
    Arrays.fill(stream, 66_000, 67_000, (byte) 0x55);
    put("disk", stream);
    assertThat(ended("VMDK")).contains("Uncompressed data has invalid length");

    put("disk", Files.readAllBytes(convert(raw, "vmdk", "subformat=monolithicSparse")));
    assertThat(ended("VMDK")).contains("Unsupported VMDK File Format");
  }

  private String ended(String format) {
    String id = startImport(format);
    pass(DELAY.multipliedBy(2));
    detail(id);
    pass(DELAY);
    assertThat(detail(id).status()).isEqualTo("deleted");
    return detail(id).statusMessage();
  }

  @Test
  void anObjectThatIsNotThereOrElsewhereIsNotImported() {
    String id = startImport("RAW");
    pass(DELAY.multipliedBy(2));
    assertThat(detail(id).statusMessage()).contains("Reason 404 Not Found");

    try (var ireland = Clients.s3(local, "eu-west-1")) {
      createBucket(ireland, "elsewhere", "eu-west-1");
    }
    assertThat(
            Clients.refusal(
                () ->
                    ec2.importSnapshot(
                        r -> r.diskContainer(d -> d.format("RAW").url("s3://elsewhere/disk")))))
        .hasMessageContaining("The given S3 object is not local to the region");
    assertThat(
            Clients.code(
                () ->
                    ec2.importSnapshot(
                        r -> r.diskContainer(d -> d.format("RAW").url("s3://nowhere/disk")))))
        .isEqualTo("InvalidParameter");
    assertThat(Clients.code(() -> startImport("VHDX"))).isEqualTo("UnsupportedOperation");
  }

  @Test
  void tasksAreFoundByTheirIdsTagsAndStates() {
    put("disk", random(MIB, 1));
    Tag tag = Tag.builder().key("run").value("1").build();
    TagSpecification tags =
        TagSpecification.builder()
            .resourceType(ResourceType.IMPORT_SNAPSHOT_TASK)
            .tags(tag)
            .build();
    String tagged =
        ec2.importSnapshot(request("RAW").tagSpecifications(tags).build()).importTaskId();
    String other = startImport("RAW");
    ec2.createTags(r -> r.resources(other).tags(Tag.builder().key("k").value("v").build()));

    assertThat(
            ec2.describeImportSnapshotTasks(r -> r.filters(Clients.filter("tag:run", "1")))
                .importSnapshotTasks())
        .extracting(ImportSnapshotTask::importTaskId)
        .containsExactly(tagged);
    assertThat(
            ec2.describeImportSnapshotTasksPaginator(r -> r.maxResults(1)).stream()
                .flatMap(page -> page.importSnapshotTasks().stream()))
        .hasSize(2);
    assertThat(
            ec2.describeImportSnapshotTasks(
                    r -> r.filters(Clients.filter("task-state", "completed")))
                .importSnapshotTasks())
        .isEmpty();
    assertThat(
            Clients.code(() -> ec2.describeImportSnapshotTasks(r -> r.importTaskIds("import-x"))))
        .isEqualTo("InvalidConversionTaskId.Malformed");
  }

  @Test
  void aTaskGoesOnWhereAnotherEndpointServesTheDirectory() {
    put("disk", random(MIB, 1));
    String id = startImport("RAW");
    pass(DELAY);
    local.close();
    local = LocalEc2.start(options());
    ec2.close();
    ec2 = Clients.ec2(local);

    assertThat(detail(id).status()).isEqualTo("completed");
    assertThat(ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots()).hasSize(1);
  }

  private ImportSnapshotRequest.Builder request(String format) {
    return ImportSnapshotRequest.builder()
        .diskContainer(d -> d.format(format).userBucket(b -> b.s3Bucket(BUCKET).s3Key("disk")));
  }

  private String startImport(String format) {
    return ec2.importSnapshot(request(format).build()).importTaskId();
  }

  private SnapshotTaskDetail detail(String id) {
    return ec2.describeImportSnapshotTasks(r -> r.importTaskIds(id))
        .importSnapshotTasks()
        .get(0)
        .snapshotTaskDetail();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Returns a disk of 8 MiB with three blocks of data. */
  private Path disk() throws IOException {
    Path raw = files.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.setLength(8L * MIB);
      file.write(random(1000, 1));
      file.seek(10L * Blocks.SIZE - 700);
      file.write(random(1400, 2));
    }
    return raw;
  }

  private Path convert(Path raw, String format, String option) throws Exception {
    Path to = files.resolve("disk." + format + System.nanoTime());
    List<String> command =
        new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", format));
    if (option != null) {
      command.addAll(List.of("-o", option + (format.equals("vpc") ? ",force_size=on" : "")));
    }
    command.addAll(List.of(raw.toString(), to.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return to;
  }
}
