package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket that disks are imported from, and the role that reads it. */
final class ImportBucket implements AutoCloseable {

  static final String NAME = "unikernels";
  private static final String ROLE = "vmimport";

  private final S3Client s3;
  private final IamClient iam;

  ImportBucket(LocalEc2 server) {
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey()));
    s3 =
        S3Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .region(Region.of(Deployment.REGION))
            .credentialsProvider(keys)
            .build();
    iam =
        IamClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(server.endpoint())
            .region(Region.of(Deployment.REGION))
            .credentialsProvider(keys)
            .build();
  }

  void create() {
    s3.createBucket(
        request ->
            request
                .bucket(NAME)
                .createBucketConfiguration(it -> it.locationConstraint(Deployment.REGION)));
    iam.createRole(
        request -> request.roleName(ROLE).assumeRolePolicyDocument(policy("trust-policy.json")));
    iam.putRolePolicy(
        request ->
            request
                .roleName(ROLE)
                .policyName("ec2-unikernel")
                .policyDocument(policy("role-policy.json")));
  }

  /** Returns the keys of all objects and unfinished uploads. */
  List<String> content() {
    List<String> keys = new ArrayList<>();
    s3.listObjectsV2(request -> request.bucket(NAME)).contents().stream()
        .map(S3Object::key)
        .forEach(keys::add);
    s3.listMultipartUploads(request -> request.bucket(NAME)).uploads().stream()
        .map(MultipartUpload::key)
        .forEach(key -> keys.add("the unfinished " + key));
    return keys;
  }

  private static String policy(String name) {
    try {
      return Files.readString(Path.of("../policies", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    s3.close();
    iam.close();
  }
}
