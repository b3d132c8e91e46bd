package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aws CLI and boto3 as clients of S3 that we did not write. */
final class S3ClientsIT extends LocalEc2Base {

  private static final String BOTO3 =
      """
      import boto3, sys
      from botocore.config import Config
      from botocore.exceptions import ClientError
      s3 = boto3.client('s3', endpoint_url=sys.argv[1], region_name='us-west-2',
          aws_access_key_id=sys.argv[2], aws_secret_access_key=sys.argv[3],
          config=Config(retries={'max_attempts': 0}))
      s3.create_bucket(Bucket='boto',
          CreateBucketConfiguration={'LocationConstraint': 'us-west-2'})
      s3.upload_file(sys.argv[4], 'boto', 'a/b c+d')
      s3.download_file('boto', 'a/b c+d', sys.argv[4] + '.back')
      u = s3.create_multipart_upload(Bucket='boto', Key='k', ChecksumAlgorithm='SHA256')
      part = s3.upload_part(Bucket='boto', Key='k', UploadId=u['UploadId'], PartNumber=1,
          Body=b'x' * 100, ChecksumAlgorithm='SHA256')
      listed = s3.list_parts(Bucket='boto', Key='k', UploadId=u['UploadId'])
      assert listed['Parts'][0]['ChecksumSHA256'] == part['ChecksumSHA256'], listed
      try:
          s3.complete_multipart_upload(Bucket='boto', Key='k', UploadId=u['UploadId'],
              MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part['ETag']}]})
          raise AssertionError('completed without the checksum')
      except ClientError as e:
          assert e.response['Error']['Code'] == 'InvalidRequest', e
      s3.complete_multipart_upload(Bucket='boto', Key='k', UploadId=u['UploadId'],
          MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part['ETag'],
              'ChecksumSHA256': part['ChecksumSHA256']}]})
      print([o['Key'] for o in s3.list_objects_v2(Bucket='boto')['Contents']])
      s3.delete_objects(Bucket='boto', Delete={'Objects': [{'Key': 'a/b c+d'}, {'Key': 'k'}]})
      s3.delete_bucket(Bucket='boto')
      """;

  @TempDir Path home;

  @Test
  void theCliCopiesTwentyMegabytesBothWays() throws IOException {
    AwsCli aws = new AwsCli(local, home);
    byte[] content = content();
    Files.write(home.resolve("disk"), content);

    aws.run("s3 mb s3://unikernels");
    aws.run("s3 cp disk s3://unikernels/disks/disk --no-progress");
    assertThat(aws.run("s3 ls s3://unikernels")).contains("PRE disks/");
    aws.run("s3 cp s3://unikernels/disks/disk back --no-progress");

    assertThat(home.resolve("back")).hasBinaryContent(content);
    assertThat(local.calls().of("UploadPart")).hasSize(3);
    assertThat(aws.failing("s3 rb s3://unikernels")).contains("BucketNotEmpty");
    aws.run("s3 rb s3://unikernels --force");
    assertThat(aws.run("s3 ls")).isBlank();
  }

  @Test
  void botoUploadsDownloadsAndIsHeldToItsChecksums() throws Exception {
    Path disk = Files.write(home.resolve("disk"), content());
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3",
                "-c",
                BOTO3,
                local.endpoint().toString(),
                local.accessKeyId(),
                local.secretAccessKey(),
                disk.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out).contains("['a/b c+d', 'k']");
    assertThat(home.resolve("disk.back")).hasSameBinaryContentAs(disk);
  }

  private static byte[] content() {
    byte[] content = new byte[20_000_000];
    new SplittableRandom(3).nextBytes(content);
    return content;
  }
}
