package io.github.ec2unikernel.harness.localec2;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A local EC2 with a client of S3 and a bucket in Oregon. */
abstract class S3Base extends LocalEc2Base {

  static final String BUCKET = "unikernels";
  static final int MIB = 1 << 20;

  S3Client s3;

  @BeforeEach
  final void open() {
    s3 = Clients.s3(local);
    createBucket(s3, BUCKET, Clients.OREGON);
  }

  @AfterEach
  final void closeS3() {
    s3.close();
  }

  static void createBucket(S3Client client, String name, String region) {
    client.createBucket(
        r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint(region)));
  }

  final void put(String key, byte[] content) {
    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  final byte[] get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
  }

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
