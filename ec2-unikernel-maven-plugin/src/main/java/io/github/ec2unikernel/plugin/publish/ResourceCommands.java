package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Grantee;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.util.stream.Collectors;

/** The commands of the aws CLI with which people delete or look for a resource by hand. */
final class ResourceCommands {

  private ResourceCommands() {}

  /**
   * Returns what to tell of a resource that is left.
   *
   * @param attempt the run whose tag it has, for a resource whose id is not known
   */
  static LeftBehind leftBehind(Resource resource, String attempt, String why, AwsTarget target) {
    String id = resource.id();
    String region = resource.region();
    return id == null
        ? new LeftBehind(
            somethingOf(resource, attempt), why, target.cli(searching(resource, attempt), region))
        : new LeftBehind(
            id,
            why,
            resource.kind() == Kind.OBJECT
                ? target.s3("rm " + id, region)
                : target.cli(deleting(resource, id), region));
  }

  private static String deleting(Resource resource, String id) {
    return switch (resource.kind()) {
      case SHARE -> unsharing(String.valueOf(resource.disk()), id);
      case OBJECT -> throw new IllegalArgumentException("no command of ec2");
      case IMPORT -> "cancel-import-task --import-task-id " + id;
      case SNAPSHOT -> "delete-snapshot --snapshot-id " + id;
      case IMAGE -> "deregister-image --image-id " + id;
    };
  }

  private static String unsharing(String shared, String grantees) {
    String all =
        "'Remove=["
            + Grantee.split(grantees).stream().map(Grantee::cli).collect(Collectors.joining(","))
            + "]'";
    return shared.startsWith("ami-")
        ? "modify-image-attribute --image-id " + shared + " --launch-permission " + all
        : "modify-snapshot-attribute --snapshot-id "
            + shared
            + " --create-volume-permission "
            + all;
  }

  private static String searching(Resource resource, String attempt) {
    String tagged = " --filters Name=tag:" + ResourceTags.ATTEMPT + ",Values=" + attempt;
    return switch (resource.kind()) {
      // It documents no filter.
      case IMPORT ->
          "describe-import-snapshot-tasks --query \"ImportSnapshotTasks[?Tags[?Key=='"
              + ResourceTags.ATTEMPT
              + "' && Value=='"
              + attempt
              + "']]\"";
      case OBJECT, SNAPSHOT, SHARE -> "describe-snapshots --owner-ids self" + tagged;
      case IMAGE -> "describe-images --owners self" + tagged;
    };
  }

  private static String somethingOf(Resource resource, String attempt) {
    String tagged = " tagged " + ResourceTags.ATTEMPT + "=" + attempt;
    return switch (resource.kind()) {
      case IMPORT -> "an import" + tagged + ", if it was started";
      case OBJECT, SNAPSHOT, SHARE -> "a snapshot" + tagged + ", if it was started";
      case IMAGE -> "an image" + tagged + ", if it was registered";
    };
  }
}
