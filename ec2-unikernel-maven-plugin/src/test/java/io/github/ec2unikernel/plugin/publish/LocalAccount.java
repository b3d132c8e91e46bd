package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.harness.localec2.state.Documents;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;

/** An account at a local EC2, looked at with plain SDK clients, not with those under test. */
final class LocalAccount implements AutoCloseable {

  static final String REGION = "us-west-2";

  private final LocalEc2 server;
  private final Path folder;
  private final Ec2Client ec2;
  private final EbsClient ebs;

  LocalAccount(Path folder) {
    this.folder = folder;
    server = LocalEc2.start(LocalEc2Options.in(folder.resolve("account")));
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey()));
    ec2 =
        Ec2Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(keys)
            .build();
    ebs =
        EbsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(keys)
            .build();
  }

  LocalEc2 server() {
    return server;
  }

  Path stateFile() {
    return folder.resolve("target/ec2-unikernel/state.json");
  }

  DiskImage disk(String name, long size, int... dataBlocks) {
    return RawDisks.write(folder.resolve(name), size, dataBlocks);
  }

  AwsTarget target() {
    return new AwsTarget(
        REGION,
        null,
        server.endpoint(),
        new AccessKey(server.accessKeyId(), server.secretAccessKey()));
  }

  PublishRequest request(DiskImage image) {
    return request(image, null);
  }

  PublishRequest request(DiskImage image, @Nullable String name) {
    return request(image, List.of(), name);
  }

  PublishRequest request(DiskImage image, List<MappedVolume> volumes, @Nullable String name) {
    return PublishRequest.of(
            image, new Coordinates("org.example", "hello", "1.0"), target(), stateFile(), "0.1.0")
        .with(volumes)
        .with(ImageOptions.standard().withName(name).withTags(Map.of("team", "kernel")))
        .with(UploadOptions.standard().withConnections(4))
        .with(
            new PublishLimits(
                Duration.ofMinutes(10), Duration.ofSeconds(20), Duration.ofSeconds(20)));
  }

  MachineImage publish(DiskImage image) {
    return publish(image, new Events());
  }

  MachineImage publish(DiskImage image, PublishListener listener) {
    return new Publisher().publish(request(image), listener).primary();
  }

  List<Image> images() {
    return ec2.describeImages(request -> request.owners("self")).images();
  }

  List<Snapshot> snapshots() {
    return ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots();
  }

  Snapshot snapshot(String id) {
    return ec2.describeSnapshots(request -> request.snapshotIds(id)).snapshots().get(0);
  }

  /** Overwrites a block of a snapshot behind the endpoint's back, in its file. */
  void corrupt(String snapshotId, int block) throws IOException {
    Path volume =
        folder.resolve("account").resolve(REGION).resolve("snapshots").resolve(snapshotId + ".raw");
    try (RandomAccessFile file = new RandomAccessFile(volume.toFile(), "rw")) {
      file.seek((long) block * RawDisks.BLOCK);
      file.write(new byte[] {1, 2, 3, 4});
    }
  }

  Ec2Client ec2() {
    return ec2;
  }

  /** Starts a snapshot that has no tag. */
  String startSnapshot() {
    return ebs.startSnapshot(request -> request.volumeSize(1L)).snapshotId();
  }

  void completeSnapshot(String id) {
    ebs.completeSnapshot(request -> request.snapshotId(id).changedBlocksCount(0));
  }

  /** Lets a snapshot be one of a volume, which no call can make here. */
  void backUp(String snapshotId, String volumeId) {
    Documents<StoredSnapshot> snapshots = State.open(folder.resolve("account")).snapshots(REGION);
    StoredSnapshot stored = snapshots.find(snapshotId).orElseThrow();
    snapshots.put(
        snapshotId, stored.with(stored.snapshot().toBuilder().volumeId(volumeId).build()));
  }

  /** Returns a completed snapshot's blocks, read back, by their index. */
  Map<Integer, byte[]> blocks(String snapshotId) {
    Map<Integer, byte[]> blocks = new TreeMap<>();
    ebs.listSnapshotBlocksPaginator(request -> request.snapshotId(snapshotId)).stream()
        .flatMap(page -> page.blocks().stream())
        .forEach(block -> blocks.put(block.blockIndex(), read(snapshotId, block)));
    return blocks;
  }

  private byte[] read(String snapshotId, Block block) {
    return ebs.getSnapshotBlockAsBytes(
            request ->
                request
                    .snapshotId(snapshotId)
                    .blockIndex(block.blockIndex())
                    .blockToken(block.blockToken()))
        .asByteArray();
  }

  /** Returns the first bytes of a volume made of those blocks. */
  static byte[] volume(Map<Integer, byte[]> blocks, int length) {
    byte[] volume = new byte[length];
    blocks.forEach(
        (index, data) -> {
          int start = index * RawDisks.BLOCK;
          System.arraycopy(data, 0, volume, start, Math.min(data.length, length - start));
        });
    return volume;
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new TreeMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value()));
    return map;
  }

  int calls(String... actions) {
    return Arrays.stream(actions).mapToInt(action -> server.calls().of(action).size()).sum();
  }

  @Override
  public void close() {
    ec2.close();
    ebs.close();
    server.close();
  }
}
