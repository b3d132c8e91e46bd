package io.github.ec2unikernel.plugin.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A local account that is set up for imports, its S3 and IAM looked at with plain clients. */
final class ImportAccount implements AutoCloseable {

  static final String BUCKET = "unikernels";

  private final LocalAccount account;
  private final S3Client s3;
  private final IamClient iam;

  ImportAccount(LocalAccount account) {
    this.account = account;
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                account.server().accessKeyId(), account.server().secretAccessKey()));
    s3 =
        S3Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(account.server().endpoint())
            .forcePathStyle(true)
            .region(Region.of(LocalAccount.REGION))
            .credentialsProvider(keys)
            .build();
    iam =
        IamClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(account.server().endpoint())
            .region(Region.of(LocalAccount.REGION))
            .credentialsProvider(keys)
            .build();
  }

  void createBucket() {
    s3.createBucket(
        r ->
            r.bucket(BUCKET)
                .createBucketConfiguration(c -> c.locationConstraint(LocalAccount.REGION)));
  }

  void createRole(String name) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(policy("trust-policy.json")));
    givePolicy(name, policy("role-policy.json"));
  }

  void givePolicy(String role, String document) {
    iam.putRolePolicy(r -> r.roleName(role).policyName("ec2-unikernel").policyDocument(document));
  }

  static String policy(String name) {
    try {
      return Files.readString(Path.of("../policies", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the options of an import that does not wait for what will not come. */
  static ImportOptions options() {
    return ImportOptions.of(BUCKET).withTimes(Duration.ZERO, Duration.ofSeconds(30));
  }

  PublishRequest request(PublishRequest request, ImportOptions options) {
    return request.with(request.upload().withImport(options));
  }

  /** Returns the keys of all objects, and of all uploads that are not finished. */
  List<String> objects() {
    List<String> keys =
        new ArrayList<>(
            s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                .map(object -> object.key())
                .toList());
    s3.listMultipartUploads(r -> r.bucket(BUCKET))
        .uploads()
        .forEach(upload -> keys.add(upload.key() + "?uploadId"));
    return keys;
  }

  S3Client s3() {
    return s3;
  }

  List<ImportSnapshotTask> tasks() {
    return account.ec2().describeImportSnapshotTasks().importSnapshotTasks();
  }

  /** Returns the state of the only task. */
  String state() {
    List<ImportSnapshotTask> all = tasks();
    if (all.size() != 1) {
      throw new AssertionError("not one task but " + all);
    }
    return all.get(0).snapshotTaskDetail().status();
  }

  @Override
  public void close() {
    s3.close();
    iam.close();
  }
}
