package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual way from a disk to an image, with the commands as a person types them. */
final class ManualWayIT extends LocalEc2Base {

  private static final String CONTAINERS =
      """
      {
        "Description": "My unikernel",
        "Format": "raw",
        "UserBucket": {
          "S3Bucket": "unikernels",
          "S3Key": "mysite.raw"
        }
      }
      """;

  @TempDir Path home;
  private AwsCli aws;

  @Override
  LocalEc2Options options() {
    return super.options().withImportDelay(Duration.ofSeconds(2));
  }

  @BeforeEach
  void prepare() throws IOException {
    aws = new AwsCli(local, home);
    Files.copy(Policies.file("trust-policy.json"), home.resolve("trust-policy.json"));
    Files.copy(Policies.file("role-policy.json"), home.resolve("role-policy.json"));
    Files.writeString(home.resolve("container.json"), CONTAINERS);
    byte[] disk = new byte[20 << 20];
    System.arraycopy(Blocks.random(1), 0, disk, 5 << 20, Blocks.SIZE);
    Files.write(home.resolve("mysite.raw"), disk);
  }

  @Test
  void aDiskBecomesAnImage() {
    aws.run("s3 mb s3://unikernels");
    aws.run(
        "iam create-role --role-name vmimport --assume-role-policy-document"
            + " file://trust-policy.json");
    aws.run(
        "iam put-role-policy --role-name vmimport --policy-name vmimport --policy-document"
            + " file://role-policy.json");
    aws.run("s3 cp mysite.raw s3://unikernels/");
    assertThat(aws.run("s3 ls s3://unikernels/")).contains("20971520 mysite.raw");

    String task =
        aws.json("ec2 import-snapshot --description mysite --disk-container file://container.json")
            .get("ImportTaskId")
            .getAsString();
    JsonObject detail = untilItEnds(task);
    assertThat(detail.get("Status").getAsString()).isEqualTo("completed");
    assertThat(detail.get("DiskImageSize").getAsDouble()).isEqualTo(20 << 20);

    String kernel =
        aws.run(
                "ec2 describe-images --owners amazon --filters Name=name,Values=pv-grub-hd0_1.05*"
                    + " Name=architecture,Values=x86_64 --query Images[0].ImageId --output text")
            .strip();
    String image =
        aws.json(
                "ec2 register-image --name mysite --architecture x86_64 --virtualization-type"
                    + " paravirtual --kernel-id "
                    + kernel
                    + " --root-device-name /dev/sda1 --block-device-mappings"
                    + " DeviceName=/dev/sda1,Ebs={SnapshotId="
                    + detail.get("SnapshotId").getAsString()
                    + ",DeleteOnTermination=true}")
            .get("ImageId")
            .getAsString();
    JsonObject found =
        aws.json("ec2 describe-images --image-ids " + image)
            .getAsJsonArray("Images")
            .get(0)
            .getAsJsonObject();
    assertThat(found.get("State").getAsString()).isEqualTo("available");

    aws.run("s3 rm s3://unikernels/mysite.raw");
    aws.run("s3 rb s3://unikernels");
  }

  @Test
  void aRoleThatMayNotReadTheBucketIsToldOfInTheTask() {
    aws.run("s3 mb s3://unikernels");
    aws.run("s3 mb s3://other");
    aws.run("s3 cp mysite.raw s3://other/");
    aws.run(
        "iam create-role --role-name vmimport --assume-role-policy-document"
            + " file://trust-policy.json");
    aws.run(
        "iam put-role-policy --role-name vmimport --policy-name vmimport --policy-document"
            + " file://role-policy.json");

    String task =
        aws.json(
                "ec2 import-snapshot --disk-container"
                    + " Format=raw,UserBucket={S3Bucket=other,S3Key=mysite.raw}")
            .get("ImportTaskId")
            .getAsString();

    JsonObject detail = untilItEnds(task);
    assertThat(detail.get("Status").getAsString()).isEqualTo("deleted");
    assertThat(detail.get("StatusMessage").getAsString())
        .startsWith("ClientError: Disk validation failed")
        .contains("403 Forbidden");
  }

  @Test
  void aRoleThatIsNotThereIsToldOfAtOnce() {
    aws.run("s3 mb s3://unikernels");
    aws.run("s3 cp mysite.raw s3://unikernels/");

    assertThat(aws.failing("ec2 import-snapshot --disk-container file://container.json"))
        .contains(
            "An error occurred (InvalidParameter) when calling the ImportSnapshot operation",
            "The service role vmimport provided does not exist or does not have sufficient"
                + " permissions");
  }

  /** Asks until the task is neither active nor on its way out, as a person would. */
  private JsonObject untilItEnds(String task) {
    while (true) {
      JsonObject detail =
          aws.json("ec2 describe-import-snapshot-tasks --import-task-ids " + task)
              .getAsJsonArray("ImportSnapshotTasks")
              .get(0)
              .getAsJsonObject()
              .getAsJsonObject("SnapshotTaskDetail");
      String status = detail.get("Status").getAsString();
      if (!status.equals("active") && !status.equals("deleting")) {
        return detail;
      }
    }
  }
}
