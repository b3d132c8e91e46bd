package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** One region of a local EC2's account, looked at with a plain SDK client. */
public final class AccountRegion implements AutoCloseable {

  private final Ec2Client ec2;
  private final EbsClient ebs;

  public AccountRegion(LocalEc2 server, String region) {
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey()));
    ec2 =
        Ec2Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .region(Region.of(region))
            .credentialsProvider(keys)
            .build();
    ebs =
        EbsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .region(Region.of(region))
            .credentialsProvider(keys)
            .build();
  }

  public Ec2Client ec2() {
    return ec2;
  }

  public List<Image> images() {
    return ec2.describeImages(request -> request.owners("self").includeDeprecated(true)).images();
  }

  public Image image() {
    List<Image> all = images();
    if (all.size() != 1) {
      throw new AssertionError("not one image but " + all);
    }
    return all.get(0);
  }

  public List<Snapshot> snapshots() {
    return ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots();
  }

  /** Returns who may launch an image, in words. */
  public Set<String> launchers(String imageId) {
    Set<String> all = new TreeSet<>();
    for (LaunchPermission it :
        ec2.describeImageAttribute(
                request -> request.imageId(imageId).attribute(ImageAttributeName.LAUNCH_PERMISSION))
            .launchPermissions()) {
      all.add(
          it.userId()
              + "/"
              + it.groupAsString()
              + "/"
              + it.organizationArn()
              + "/"
              + it.organizationalUnitArn());
    }
    return all;
  }

  /** Returns the accounts and groups that may make volumes of a snapshot. */
  public Set<String> volumeMakers(String snapshotId) {
    Set<String> all = new TreeSet<>();
    ec2.describeSnapshotAttribute(
            request ->
                request
                    .snapshotId(snapshotId)
                    .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
        .createVolumePermissions()
        .forEach(it -> all.add(it.userId() + "/" + it.groupAsString()));
    return all;
  }

  /** Returns the ids of the imports of snapshots that have not ended. */
  public List<String> importTasks() {
    return ec2.describeImportSnapshotTasks().importSnapshotTasks().stream()
        .filter(task -> List.of("active", "deleting").contains(task.snapshotTaskDetail().status()))
        .map(ImportSnapshotTask::importTaskId)
        .toList();
  }

  /** Returns the first bytes of a completed snapshot. */
  public byte[] bytes(String snapshotId, int length) {
    byte[] all = new byte[length];
    for (Block block : ebs.listSnapshotBlocks(request -> request.snapshotId(snapshotId)).blocks()) {
      byte[] data =
          ebs.getSnapshotBlockAsBytes(
                  request ->
                      request
                          .snapshotId(snapshotId)
                          .blockIndex(block.blockIndex())
                          .blockToken(block.blockToken()))
              .asByteArray();
      System.arraycopy(data, 0, all, block.blockIndex() * data.length, data.length);
    }
    return all;
  }

  @Override
  public void close() {
    ebs.close();
    ec2.close();
  }
}
