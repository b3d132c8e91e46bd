package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.Encryption;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.state.StoredImport;
import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.SnapshotDiskContainer;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;

/** ImportSnapshot: what is refused at once, and what becomes a task. */
final class ImportRequests {

  private static final String TYPE = "import-snapshot-task";
  private static final String DEFAULT_ROLE = "vmimport";
  private static final Set<String> FORMATS = Set.of("RAW", "VHD", "VMDK");

  private final State state;
  private final ImportRole role;
  private final ImportTasks tasks;
  private final Authorization authorization;

  ImportRequests(State state, ImportRole role, ImportTasks tasks) {
    this.state = state;
    this.role = role;
    this.tasks = tasks;
    this.authorization = new Authorization(state);
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                ImportSnapshotRequest.class,
                ImportSnapshotRequest::builder,
                this::start,
                "ClientToken",
                "Description",
                "DiskContainer.Description",
                "DiskContainer.Format",
                "DiskContainer.Url",
                "DiskContainer.UserBucket",
                "Encrypted",
                "KmsKeyId",
                "RoleName",
                "TagSpecifications")
            .needing(this::needs));
  }

  private List<Permission> needs(Caller caller, ImportSnapshotRequest request) {
    String roleArn =
        "arn:%s:iam::%s:role/%s"
            .formatted(Arn.partition(caller.region()), Caller.ACCOUNT, roleName(request));
    return Stream.concat(
            authorization.making(caller, "ImportSnapshot", TYPE, request.tagSpecifications()),
            Stream.of(
                Permission.of("ec2:ImportSnapshot", Arn.ofEc2(caller.region(), "snapshot", "*")),
                Permission.of("iam:PassRole", roleArn)
                    .with("iam:PassedToService", "vmie.amazonaws.com")))
        .toList();
  }

  private static String roleName(ImportSnapshotRequest request) {
    return request.roleName() == null ? DEFAULT_ROLE : request.roleName();
  }

  private ImportSnapshotResponse start(Caller caller, ImportSnapshotRequest request) {
    ClientTokens.check(request.clientToken());
    SnapshotDiskContainer container = Parameters.require(request.diskContainer(), "DiskContainer");
    String format = format(container);
    ImportSource source = ImportSource.of(container);
    Encryption encryption = SnapshotCopier.asked(caller, request.encrypted(), request.kmsKeyId());
    var tags = TagRules.specified(request.tagSpecifications(), TYPE);
    String asked = ClientTokens.asked(request);
    return state.holdingRegion(
        caller.region(),
        () -> {
          for (StoredImport known : state.imports(caller.region()).all()) {
            if (ClientTokens.isAgain(
                request.clientToken(), known.clientToken(), asked, known.request())) {
              return answer(tasks.seen(caller, known));
            }
          }
          checkSource(caller, source);
          checkRole(caller, roleName(request));
          ImportSnapshotTask task =
              ImportSnapshotTask.builder()
                  .importTaskId(Ids.fresh("import-snap"))
                  .description(request.description())
                  .tags(tags)
                  .snapshotTaskDetail(detail(container, format, source, encryption))
                  .build();
          StoredImport stored =
              new StoredImport(
                  task,
                  new StoredImport.Source(source.bucket(), source.key(), roleName(request)),
                  request.clientToken(),
                  asked,
                  caller.now(),
                  StoredImport.Phase.ACCEPTED,
                  caller.now(),
                  caller.importFailure());
          state.imports(caller.region()).put(stored.id(), stored);
          return answer(tasks.seen(caller, stored));
        });
  }

  private static String format(SnapshotDiskContainer container) {
    String format =
        Parameters.require(container.format(), "DiskContainer.Format").toUpperCase(Locale.ROOT);
    if (format.equals("VHDX")) {
      throw new Refusal(
          400,
          "UnsupportedOperation",
          "The local EC2 does not import VHDX; give a RAW, VHD or stream-optimized VMDK.");
    }
    if (!FORMATS.contains(format)) {
      throw new Refusal(
          400, "InvalidParameter", "The disk container format " + format + " is not supported.");
    }
    return format;
  }

  private void checkSource(Caller caller, ImportSource source) {
    String region =
        state
            .objects()
            .buckets()
            .find(source.bucket())
            .map(StoredBucket::region)
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "InvalidParameter",
                        "The given S3 bucket " + source.bucket() + " does not exist."));
    if (!region.equals(caller.region())) {
      throw new Refusal(
          400,
          "InvalidParameter",
          "The given S3 object is not local to the region. The object must be located in "
              + caller.region()
              + ".");
    }
  }

  // AWS says so at once, before there is a task, and after a dry run that succeeded.
  private void checkRole(Caller caller, String name) {
    if (!role.isUsable(caller, name)) {
      throw new Refusal(
          400,
          "InvalidParameter",
          "The service role "
              + name
              + " provided does not exist or does not have sufficient permissions");
    }
  }

  private static SnapshotTaskDetail detail(
      SnapshotDiskContainer container, String format, ImportSource source, Encryption encryption) {
    @Nullable String url = container.url();
    return SnapshotTaskDetail.builder()
        .description(container.description())
        .diskImageSize(0.0)
        .format(format)
        .url(url)
        .userBucket(b -> b.s3Bucket(source.bucket()).s3Key(source.key()))
        .encrypted(encryption.encrypted() ? true : null)
        .kmsKeyId(encryption.keyArn())
        .build();
  }

  private static ImportSnapshotResponse answer(ImportSnapshotTask task) {
    return ImportSnapshotResponse.builder()
        .importTaskId(task.importTaskId())
        .description(task.description())
        .snapshotTaskDetail(task.snapshotTaskDetail())
        .tags(task.tags())
        .build();
  }
}
