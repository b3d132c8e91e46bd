package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's aws CLI as a client whose codec is not ours. */
final class AwsCliIT extends LocalEc2Base {

  // Another aws may stand before Debian's on PATH.
  private static final Path AWS = Path.of("/usr/bin/aws");

  @TempDir Path files;

  @BeforeEach
  void requireAws() {
    assertThat(AWS).as("the aws CLI: apt-get install awscli").isExecutable();
  }

  @Test
  void theWholeRoadFromASnapshotToADeletedImage() throws Exception {
    byte[] block = Blocks.random(5);
    Path data = Files.write(files.resolve("block"), block);
    String checksum = Blocks.base64Sha256(block);

    String snapshot =
        ok("ebs start-snapshot --volume-size 1 --client-token t --tags Key=project,Value=hello")
            .get("SnapshotId")
            .getAsString();
    JsonObject put =
        ok(
            "ebs put-snapshot-block --block-index 3 --data-length 524288 --checksum-algorithm"
                + " SHA256 --block-data %s --checksum %s --snapshot-id %s",
            data, checksum, snapshot);
    assertThat(put.get("Checksum").getAsString()).isEqualTo(checksum);
    assertThat(
            code(
                "ebs put-snapshot-block --block-index 4 --data-length 524288 --checksum-algorithm"
                    + " SHA256 --block-data %s --checksum %s --snapshot-id %s",
                data, Blocks.base64Sha256(new byte[1]), snapshot))
        .isEqualTo("ValidationException");
    ok(
        "ebs complete-snapshot --changed-blocks-count 1 --checksum %s --checksum-algorithm SHA256"
            + " --checksum-aggregation-method LINEAR --snapshot-id %s",
        Blocks.linear(List.of(block)), snapshot);
    run("ec2 wait snapshot-completed --snapshot-ids %s", snapshot);

    String register =
        "ec2 register-image --name hello --architecture x86_64 --virtualization-type paravirtual"
            + " --root-device-name /dev/sda1 --block-device-mappings"
            + " DeviceName=/dev/sda1,Ebs={SnapshotId=%s,VolumeSize=1,DeleteOnTermination=true}";
    assertThat(code(register, snapshot)).isEqualTo("MissingParameter");
    register += " --kernel-id aki-70cb0e10";
    String image = ok(register, snapshot).get("ImageId").getAsString();
    assertThat(code(register, snapshot)).isEqualTo("InvalidAMIName.Duplicate");

    // Debian 12's CLI can't yet tag an image while it registers it.
    run("ec2 create-tags --resources %s --tags Key=project,Value=hello", image);

    JsonObject found =
        ok("ec2 describe-images --owners self --filters Name=tag:project,Values=h*")
            .getAsJsonArray("Images")
            .get(0)
            .getAsJsonObject();
    assertThat(found.get("ImageId").getAsString()).isEqualTo(image);
    assertThat(found.get("State").getAsString()).isEqualTo("available");
    assertThat(found.get("KernelId").getAsString()).isEqualTo("aki-70cb0e10");
    assertThat(found.get("RootDeviceName").getAsString()).isEqualTo("/dev/sda1");
    assertThat(found.get("Tags").toString())
        .isEqualTo("[{\"Key\":\"project\",\"Value\":\"hello\"}]");
    assertThat(found.get("BlockDeviceMappings").toString())
        .contains("\"SnapshotId\":\"" + snapshot + "\"", "\"DeleteOnTermination\":true");

    String token =
        ok("ebs list-snapshot-blocks --snapshot-id %s", snapshot)
            .getAsJsonArray("Blocks")
            .get(0)
            .getAsJsonObject()
            .get("BlockToken")
            .getAsString();
    Path out = files.resolve("out");
    ok(
        "ebs get-snapshot-block --block-index 3 --snapshot-id %s --block-token %s %s",
        snapshot, token, out);
    assertThat(out).hasBinaryContent(block);

    assertThat(code("ec2 delete-snapshot --snapshot-id %s", snapshot))
        .isEqualTo("InvalidSnapshot.InUse");
    run("ec2 deregister-image --image-id %s", image);
    run("ec2 delete-snapshot --snapshot-id %s", snapshot);
    assertThat(code("ec2 describe-images --image-ids %s", image))
        .isEqualTo("InvalidAMIID.NotFound");
  }

  @Test
  void amazonsKernelsAreFoundAsTheUsersGuideSays() throws Exception {
    JsonObject answer =
        ok("ec2 describe-images --owners amazon --filters Name=name,Values=pv-grub-*.gz");

    assertThat(answer.getAsJsonArray("Images")).hasSize(6);
  }

  @Test
  void theCallerIsKnownAndWhatIsNotThereIsRefused() throws Exception {
    assertThat(ok("sts get-caller-identity").get("Account").getAsString())
        .isEqualTo("123456789012");
    assertThat(code("ec2 describe-volumes")).isEqualTo("InvalidAction");
  }

  @Test
  void anHvmImageRunsWhereItsFirmwareAndItsNetworkCardAre() throws Exception {
    String register =
        "ec2 register-image --name %s --architecture x86_64 --virtualization-type hvm"
            + " --root-device-name /dev/xvda --block-device-mappings"
            + " DeviceName=/dev/xvda,Ebs={SnapshotId=%s} --boot-mode uefi";
    String snapshot = Blocks.snapshot(local, 1);
    assertThat(code(register + " --kernel-id aki-70cb0e10", "hello", snapshot))
        .isEqualTo("InvalidParameterCombination");
    String plain = ok(register, "plain", snapshot).get("ImageId").getAsString();
    String ena =
        ok(register + " --ena-support --tpm-support v2.0 --imds-support v2.0", "ena", snapshot)
            .get("ImageId")
            .getAsString();

    JsonObject image =
        ok("ec2 describe-images --image-ids %s", ena)
            .getAsJsonArray("Images")
            .get(0)
            .getAsJsonObject();
    assertThat(image.get("VirtualizationType").getAsString()).isEqualTo("hvm");
    assertThat(image.get("BootMode").getAsString()).isEqualTo("uefi");
    assertThat(image.get("TpmSupport").getAsString()).isEqualTo("v2.0");
    assertThat(image.has("KernelId")).isFalse();

    String run = "ec2 run-instances --image-id %s --instance-type %s";
    assertThat(code(run, ena, "t2.micro")).isEqualTo("InvalidParameterCombination");
    assertThat(code(run, plain, "t3.micro")).isEqualTo("InvalidParameterCombination");
    JsonObject instance =
        ok(run, ena, "t3.micro").getAsJsonArray("Instances").get(0).getAsJsonObject();
    assertThat(instance.get("EnaSupport").getAsBoolean()).isTrue();
  }

  private JsonObject ok(String command, Object... values) throws Exception {
    Answer answer = run(command, values);
    return JsonParser.parseString(answer.out()).getAsJsonObject();
  }

  private String code(String command, Object... values) throws Exception {
    Answer answer = call(command, values);
    assertThat(answer.exit()).as(answer.out()).isNotZero();
    return answer.out().replaceAll("(?s).*An error occurred \\(([A-Za-z.]+)\\).*", "$1");
  }

  private Answer run(String command, Object... values) throws Exception {
    Answer answer = call(command, values);
    assertThat(answer.exit()).as(answer.out()).isZero();
    return answer;
  }

  private Answer call(String command, Object... values) throws IOException, InterruptedException {
    String filled = command;
    for (Object value : values) {
      filled = filled.replaceFirst("%s", Matcher.quoteReplacement(value.toString()));
    }
    List<String> line = new ArrayList<>(List.of(AWS.toString()));
    line.addAll(List.of(filled.split(" ", -1)));
    line.addAll(List.of("--endpoint-url", local.endpoint().toString(), "--output", "json"));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID", local.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", local.secretAccessKey(),
                "AWS_DEFAULT_REGION", Clients.OREGON,
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_PAGER", "",
                "AWS_MAX_ATTEMPTS", "1"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), out);
  }

  private record Answer(int exit, String out) {}
}
