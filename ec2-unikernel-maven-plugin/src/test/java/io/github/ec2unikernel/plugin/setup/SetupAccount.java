package io.github.ec2unikernel.plugin.setup;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Ingress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/** An account at a local EC2 that is set up, and taken down, for the bucket disks. */
final class SetupAccount implements AutoCloseable {

  private final Path folder;
  private final LocalEc2 server;

  SetupAccount(Path folder) {
    this.folder = folder.resolve("account");
    server = LocalEc2.start(LocalEc2Options.in(this.folder));
  }

  /** Puts a group of another VPC there, which no call can make here, with setup's tag. */
  void putGroupOfAnotherVpc(String id, String name) {
    SecurityGroup group =
        SecurityGroup.builder()
            .groupId(id)
            .groupName(name)
            .description("of another VPC")
            .ownerId("123456789012")
            .vpcId("vpc-0aaaaaaaaaaaaaaaa")
            .tags(Tag.builder().key("ec2-unikernel:setup").value("made").build())
            .build();
    State.open(folder).groups("us-west-2").put(id, new StoredGroup(group, List.of()));
  }

  /** Returns the ids of all VPCs' groups of a name. */
  List<String> groups(String name) {
    return State.open(folder).groups("us-west-2").all().stream()
        .map(StoredGroup::group)
        .filter(group -> group.groupName().equals(name))
        .map(SecurityGroup::groupId)
        .toList();
  }

  LocalEc2 server() {
    return server;
  }

  AwsTarget target() {
    return new AwsTarget(
        "us-west-2",
        null,
        server.endpoint(),
        new AccessKey(server.accessKeyId(), server.secretAccessKey()));
  }

  SetupRequest request() {
    return request(Set.of(new Ingress("tcp", 80, "0.0.0.0/0"), new Ingress("udp", 53, "::/0")));
  }

  SetupRequest request(Set<Ingress> ingress) {
    return new SetupRequest(target(), "disks", "importer", "web", ingress);
  }

  /** Sets the account up and returns what was said. */
  List<String> make() {
    return make(request());
  }

  /** Sets the account up for a request and returns what was said. */
  List<String> make(SetupRequest request) {
    Lines lines = new Lines();
    new Setup(lines).make(request, false);
    return lines.all;
  }

  /** Returns what would be done. */
  List<String> plan() {
    Lines lines = new Lines();
    new Setup(lines).make(request(), true);
    return lines.all;
  }

  /** Takes the account down and returns what was said. */
  List<String> undo() {
    Lines lines = new Lines();
    new Setup(lines).undo(request(), false);
    return lines.all;
  }

  /** Does something with a client that is not under test. */
  void s3(Consumer<S3Client> work) {
    try (S3Client s3 =
        S3Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .region(Region.US_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
            .build()) {
      work.accept(s3);
    }
  }

  void put(String bucket, String key) {
    s3(s3 -> s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("content")));
  }

  static String trust(String service) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Service": "%s"}, "Action": "sts:AssumeRole",
          "Condition": {"StringEquals": {"sts:ExternalId": "vmimport"}}}]}
        """
        .formatted(service);
  }

  static String policy(String resource) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "s3:GetObject", "Resource": "%s/*"}]}
        """
        .formatted(resource);
  }

  @Override
  public void close() {
    server.close();
  }

  private static final class Lines implements SetupListener {

    private final List<String> all = new ArrayList<>();

    @Override
    public void nothingToDo() {
      all.add("nothing to do");
    }

    @Override
    public void planned(String change) {
      all.add("plan: " + change);
    }

    @Override
    public void making(String change) {
      all.add("do: " + change);
    }

    @Override
    public void left(String what) {
      all.add("left: " + what);
    }
  }
}
