package io.github.ec2unikernel.plugin.aws;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** With whom the account's images and snapshots of one region are shared. */
public final class Permissions {

  private static final Set<String> GONE =
      Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable", "InvalidSnapshot.NotFound");

  private final Ec2Client ec2;
  private final AwsCalls calls;

  Permissions(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns who may launch an image. */
  public Set<Grantee> ofImage(String id) {
    return calls.run(
        "ec2:DescribeImageAttribute",
        () ->
            grantees(
                ec2
                    .describeImageAttribute(
                        request ->
                            request.imageId(id).attribute(ImageAttributeName.LAUNCH_PERMISSION))
                    .launchPermissions()
                    .stream()
                    .flatMap(Permissions::grantee)));
  }

  /** Returns who may make volumes of a snapshot. */
  public Set<Grantee> ofSnapshot(String id) {
    return calls.run(
        "ec2:DescribeSnapshotAttribute",
        () ->
            grantees(
                ec2
                    .describeSnapshotAttribute(
                        request ->
                            request
                                .snapshotId(id)
                                .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
                    .createVolumePermissions()
                    .stream()
                    .flatMap(it -> grantee(it.userId(), it.groupAsString(), null, null).stream())));
  }

  /** Shares an image or a snapshot with some more; who it is shared with already is no harm. */
  public void grant(String id, Collection<Grantee> to) {
    if (isImage(id)) {
      List<LaunchPermission> all = launch(to);
      calls.run(
          "ec2:ModifyImageAttribute",
          () ->
              ec2.modifyImageAttribute(
                  request ->
                      request.imageId(id).launchPermission(permission -> permission.add(all))));
    } else {
      List<CreateVolumePermission> all = volume(to);
      calls.run(
          "ec2:ModifySnapshotAttribute",
          () ->
              ec2.modifySnapshotAttribute(
                  request ->
                      request
                          .snapshotId(id)
                          .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
                          .createVolumePermission(permission -> permission.add(all))));
    }
  }

  /** Shares an image or a snapshot with some no more, and returns false if it is gone. */
  public boolean revoke(String id, Collection<Grantee> from) {
    String action = isImage(id) ? "ec2:ModifyImageAttribute" : "ec2:ModifySnapshotAttribute";
    try {
      if (isImage(id)) {
        List<LaunchPermission> all = launch(from);
        ec2.modifyImageAttribute(
            request -> request.imageId(id).launchPermission(permission -> permission.remove(all)));
      } else {
        List<CreateVolumePermission> all = volume(from);
        ec2.modifySnapshotAttribute(
            request ->
                request
                    .snapshotId(id)
                    .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
                    .createVolumePermission(permission -> permission.remove(all)));
      }
      return true;
    } catch (SdkException e) {
      if (GONE.contains(AwsErrors.code(e))) {
        return false;
      }
      throw calls.failure(action, e);
    }
  }

  private static boolean isImage(String id) {
    return id.startsWith("ami-");
  }

  private static Set<Grantee> grantees(Stream<Grantee> all) {
    Set<Grantee> sorted = new TreeSet<>();
    all.forEach(sorted::add);
    return sorted;
  }

  private static Stream<Grantee> grantee(LaunchPermission it) {
    return grantee(
        it.userId(), it.groupAsString(), it.organizationArn(), it.organizationalUnitArn())
        .stream();
  }

  private static Optional<Grantee> grantee(
      @Nullable String account,
      @Nullable String group,
      @Nullable String organization,
      @Nullable String unit) {
    return Stream.of(account, group, organization, unit)
        .filter(Objects::nonNull)
        .findFirst()
        .map(Grantee::parse);
  }

  private static List<LaunchPermission> launch(Collection<Grantee> all) {
    return all.stream()
        .map(
            it -> {
              LaunchPermission.Builder permission = LaunchPermission.builder();
              return switch (it.kind()) {
                case ACCOUNT -> permission.userId(it.id()).build();
                case ORGANIZATION -> permission.organizationArn(it.id()).build();
                case UNIT -> permission.organizationalUnitArn(it.id()).build();
                case PUBLIC -> permission.group(it.id()).build();
              };
            })
        .toList();
  }

  private static List<CreateVolumePermission> volume(Collection<Grantee> all) {
    return all.stream()
        .map(
            it ->
                it.equals(Grantee.PUBLIC)
                    ? CreateVolumePermission.builder().group(it.id()).build()
                    : CreateVolumePermission.builder().userId(it.id()).build())
        .toList();
  }
}
