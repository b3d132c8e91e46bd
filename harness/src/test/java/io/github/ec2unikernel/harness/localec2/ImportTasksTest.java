package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tasks that imports are. */
final class ImportTasksTest extends ImportBase {

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
}
