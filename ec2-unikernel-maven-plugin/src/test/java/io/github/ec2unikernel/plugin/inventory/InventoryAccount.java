package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** An account at a local EC2, filled and looked at with plain SDK clients. */
final class InventoryAccount implements AutoCloseable {

  static final String OREGON = "us-west-2";
  static final String IRELAND = "eu-west-1";

  private final LocalEc2 server;
  private final AwsConnections connections;
  private final Map<String, Ec2Client> clients = new HashMap<>();

  /** Opens one in which everything is made that long ago. */
  InventoryAccount(Path directory, Duration ago) {
    server =
        LocalEc2.start(
            LocalEc2Options.in(directory)
                .withDelays(Duration.ZERO, Duration.ZERO)
                .withClock(Clock.offset(Clock.systemUTC(), ago.negated())));
    AwsTarget target =
        new AwsTarget(
            OREGON,
            null,
            server.endpoint(),
            new AccessKey(server.accessKeyId(), server.secretAccessKey()));
    connections = AwsConnections.open(target, AwsLimits.of(4));
  }

  AwsConnections connections() {
    return connections;
  }

  LocalEc2 server() {
    return server;
  }

  Ec2Client ec2(String region) {
    return clients.computeIfAbsent(
        region,
        name -> {
          Ec2Client client =
              Ec2Client.builder()
                  .httpClientBuilder(UrlConnectionHttpClient.builder())
                  .endpointOverride(server.endpoint())
                  .region(Region.of(name))
                  .credentialsProvider(keys())
                  .build();
          return client;
        });
  }

  /** Makes a completed snapshot with the tags of a published one. */
  String snapshot(String region, String artifact, String content) {
    try (EbsClient ebs =
        EbsClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(server.endpoint())
            .region(Region.of(region))
            .credentialsProvider(keys())
            .build()) {
      String id =
          ebs.startSnapshot(
                  r ->
                      r.volumeSize(1L)
                          .tags(
                              tags(artifact, content).stream()
                                  .map(
                                      t ->
                                          software.amazon.awssdk.services.ebs.model.Tag.builder()
                                              .key(t.key())
                                              .value(t.value())
                                              .build())
                                  .toList()))
              .snapshotId();
      ebs.completeSnapshot(r -> r.snapshotId(id).changedBlocksCount(0));
      return id;
    }
  }

  /** Makes an image with the tags of a published one and returns its id. */
  String image(String region, String artifact, String content) {
    String id = untagged(region, "hello-" + content, snapshot(region, artifact, content));
    // As publishing does: the kernel counts, and is another one in each region.
    ec2(region).createTags(r -> r.resources(id).tags(tags(artifact, content + region)));
    return id;
  }

  /** Makes an image that this plugin did not publish. */
  String untagged(String region, String name, String snapshot) {
    return ec2(region)
        .registerImage(
            r ->
                r.name(name)
                    .architecture("x86_64")
                    .virtualizationType("hvm")
                    .rootDeviceName("/dev/xvda")
                    .blockDeviceMappings(
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/xvda")
                            .ebs(e -> e.snapshotId(snapshot))
                            .build()))
        .imageId();
  }

  void run(String region, String image) {
    ec2(region)
        .runInstances(r -> r.imageId(image).instanceType("t2.micro").minCount(1).maxCount(1));
  }

  /** Puts an object with the tags of a disk to be imported, and makes its bucket. */
  void object(String bucket, String key, String artifact) {
    try (S3Client s3 = s3()) {
      make(s3, bucket);
      s3.putObject(
          r ->
              r.bucket(bucket)
                  .key(key)
                  .tagging(
                      "ec2-unikernel%3Aattempt=a&ec2-unikernel%3Aartifact="
                          + artifact.replace(":", "%3A")),
          RequestBody.fromString("a disk"));
    }
  }

  /** Begins an upload, which goes on for ever. */
  void upload(String bucket, String key) {
    try (S3Client s3 = s3()) {
      make(s3, bucket);
      s3.createMultipartUpload(r -> r.bucket(bucket).key(key));
    }
  }

  List<String> keys(String bucket) {
    try (S3Client s3 = s3()) {
      return s3.listObjectsV2(r -> r.bucket(bucket)).contents().stream().map(o -> o.key()).toList();
    }
  }

  private static void make(S3Client s3, String bucket) {
    try {
      s3.createBucket(
          r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(OREGON)));
    } catch (BucketAlreadyOwnedByYouException e) {
      // Made before.
    }
  }

  private S3Client s3() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(server.endpoint())
        .forcePathStyle(true)
        .region(Region.of(OREGON))
        .credentialsProvider(keys())
        .build();
  }

  void share(String region, String image) {
    ec2(region)
        .modifyImageAttribute(
            r ->
                r.imageId(image)
                    .attribute("launchPermission")
                    .operationType("add")
                    .userIds("210987654321"));
  }

  Stock take(Scope scope) {
    return new StockTaker(connections).take(scope);
  }

  List<String> images(String region) {
    return ec2(region).describeImages(r -> r.owners("self")).images().stream()
        .map(Image::imageId)
        .toList();
  }

  List<String> snapshots(String region) {
    return ec2(region).describeSnapshots(r -> r.ownerIds("self")).snapshots().stream()
        .map(Snapshot::snapshotId)
        .toList();
  }

  private StaticCredentialsProvider keys() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey()));
  }

  private static List<Tag> tags(String artifact, String content) {
    return List.of(
        Tag.builder().key("ec2-unikernel:artifact").value(artifact).build(),
        Tag.builder().key("ec2-unikernel:content").value(content).build(),
        Tag.builder().key("ec2-unikernel:attempt").value("a").build());
  }

  @Override
  public void close() {
    clients.values().forEach(Ec2Client::close);
    connections.close();
    server.close();
  }
}
