package io.github.ec2unikernel.harness.localec2;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.iam.IamClient;

/** Imports by a role that is set up for them, at a time that the test says. */
abstract class ImportBase extends S3Base {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  static final Duration DELAY = Duration.ofSeconds(100);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  IamClient iam;

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

  void givePolicy(String document) {
    iam.putRolePolicy(r -> r.roleName("vmimport").policyName("vmimport").policyDocument(document));
  }

  ImportSnapshotRequest.Builder request(String format) {
    return ImportSnapshotRequest.builder()
        .diskContainer(d -> d.format(format).userBucket(b -> b.s3Bucket(BUCKET).s3Key("disk")));
  }

  String startImport(String format) {
    return ec2.importSnapshot(request(format).build()).importTaskId();
  }

  SnapshotTaskDetail detail(String id) {
    return ec2.describeImportSnapshotTasks(r -> r.importTaskIds(id))
        .importSnapshotTasks()
        .get(0)
        .snapshotTaskDetail();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
