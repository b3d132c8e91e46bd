package io.github.ec2unikernel.harness.localec2.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every action of the local EC2, driven by three clients whose codecs are not ours, each answer
 * checked against the service models of Debian's python3-botocore.
 */
final class ConformanceIT {

  private static final Path FILES = Path.of("src/test/conformance");
  // Another python3 may stand before Debian's on PATH, with models of its own.
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "boto3", "cli"})
  void everyActionAnswersAsItsServicesModelSays(String client) throws Exception {
    Path record = Files.createDirectory(directory.resolve("record"));
    byte[] block = new byte[512 * 1024];
    block[0] = 1;
    Path file = Files.write(directory.resolve("block"), block);
    LocalEc2 local =
        LocalEc2.start(
            LocalEc2Options.in(directory.resolve("state"))
                .withDelays(Duration.ZERO, Duration.ZERO));
    Map<String, Set<String>> actions = local.actions();
    try (WireTap tap = new WireTap(local.endpoint(), record)) {
      try (local) {
        if (client.equals("sdk")) {
          driveBySdk(local, tap, block);
        } else {
          Path cases = FILES.resolve("cases.json").toAbsolutePath();
          assertThat(
                  python(
                      local,
                      "drive.py",
                      client,
                      tap.endpoint().toString(),
                      cases.toString(),
                      file.toString()))
              .isEmpty();
        }
      }
    }

    Set<String> seen = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (JsonElement element : check(record)) {
      JsonObject result = element.getAsJsonObject();
      String action =
          result.get("service").getAsString() + ":" + result.get("action").getAsString();
      seen.add(action);
      result
          .getAsJsonArray("problems")
          .forEach(problem -> problems.add(action + ": " + problem.getAsString()));
    }
    assertThat(problems).isEmpty();
    Set<String> served = new TreeSet<>();
    actions.forEach((service, names) -> names.forEach(name -> served.add(service + ":" + name)));
    served.removeAll(seen);
    assertThat(served).as("actions without a case in cases.json").isEmpty();
  }

  private static void driveBySdk(LocalEc2 local, WireTap tap, byte[] block) throws Exception {
    String checksum =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(block));
    try (SdkDriver driver =
        new SdkDriver(
            tap.endpoint(), local.accessKeyId(), local.secretAccessKey(), block, checksum)) {
      JsonArray cases =
          JsonParser.parseString(Files.readString(FILES.resolve("cases.json"))).getAsJsonArray();
      for (JsonElement element : cases) {
        JsonObject one = element.getAsJsonObject();
        String expected = one.has("error") ? one.get("error").getAsString() : "";
        assertThat(driver.call(one)).as("%s", one).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iam | <Role><Path>/</Path><RoleName>r</RoleName><RoleId>I</RoleId><Arn>a</Arn>"
            + "<CreateDate>2026-01-01T00:00:00Z</CreateDate><Colour>red</Colour></Role>"
            + " | unknown Role.Colour",
        "iam | <Role><Path>/</Path><RoleName>r</RoleName><RoleId>I</RoleId>"
            + "<CreateDate>2026-01-01T00:00:00Z</CreateDate></Role> | missing Role.Arn",
        "iam | <Role><Path>/</Path><RoleName>r</RoleName><RoleId>I</RoleId><Arn>a</Arn>"
            + "<CreateDate>yesterday</CreateDate></Role>"
            + " | Role.CreateDate: 'yesterday' is no timestamp dateType",
      })
  void anAnswerWithSomethingUnknownMissingOrOfAnotherTypeIsFound(
      String service, String role, String problem) throws Exception {
    record(
        service,
        "Action=GetRole&Version=2010-05-08&RoleName=r",
        200,
        "<GetRoleResponse><GetRoleResult>"
            + role
            + "</GetRoleResult><ResponseMetadata/></GetRoleResponse>");

    assertThat(problems()).containsExactly(problem);
  }

  @Test
  void aMemberOfAnotherTypeInJsonIsFound() throws Exception {
    record("GET /snapshots/snap-1/blocks", "ebs", "", 200, "{\"BlockSize\": \"1\", \"Colour\": 1}");

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "ListSnapshotBlocksResponse.BlockSize: '1' is no integer",
            "unknown ListSnapshotBlocksResponse.Colour");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | missing GetBucketTaggingOutput.TagSet",
        "<Tagging><TagSet><Tag><Key>k</Key></Tag></TagSet></Tagging> | missing Tag.Value",
      })
  void aMemberThatIsMissingInXmlIsFoundAlsoWhenThereIsNoBody(String body, String problem)
      throws Exception {
    record("GET /bucket?tagging", "s3", "", 200, body);

    assertThat(problems()).singleElement().asString().endsWith(problem);
  }

  @Test
  void anErrorInTheFormOfAnotherServiceIsFound() throws Exception {
    record(
        "ec2",
        "Action=DescribeImages&Version=2016-11-15",
        400,
        "<ErrorResponse><Error><Type>Sender</Type><Code>x</Code><Message>y</Message></Error>"
            + "<RequestId>z</RequestId></ErrorResponse>");

    assertThat(problems()).contains("ErrorResponse instead of Response");
  }

  private List<String> problems() throws Exception {
    return check(directory).get(0).getAsJsonObject().getAsJsonArray("problems").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private void record(String service, String form, int status, String body) throws IOException {
    record("POST /", service, form, status, body);
  }

  private void record(String call, String service, String form, int status, String body)
      throws IOException {
    String head =
        call
            + " HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-west-2/"
            + service
            + "/aws4_request\r\nContent-Length: ";
    Files.writeString(
        directory.resolve("0001.request"), head + form.length() + "\r\n\r\n" + form, UTF_8);
    Files.writeString(
        directory.resolve("0001.response"),
        "HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
        UTF_8);
  }

  private static JsonArray check(Path record) throws Exception {
    return JsonParser.parseString(python(null, "check.py", record.toString())).getAsJsonArray();
  }

  private static String python(@Nullable LocalEc2 local, String script, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of(PYTHON, "-B", FILES.resolve(script).toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("PYTHON"));
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_MAX_ATTEMPTS", "1");
    environment.put("AWS_PAGER", "");
    if (local != null) {
      environment.put("AWS_ACCESS_KEY_ID", local.accessKeyId());
      environment.put("AWS_SECRET_ACCESS_KEY", local.secretAccessKey());
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
