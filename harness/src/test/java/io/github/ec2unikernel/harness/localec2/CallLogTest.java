package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

final class CallLogTest {

  @Test
  void onlyTheNewestCallsAreKept() {
    CallLog log = new CallLog();
    log.add(call("first"));
    log.add(call("second"));
    for (int i = 0; i < CallLog.MOST - 1; i++) {
      log.add(call("later"));
    }

    assertThat(log.all()).hasSize(CallLog.MOST).first().isEqualTo(call("second"));
    assertThat(log.of("first")).isEmpty();
    assertThat(log.of("later")).hasSize(CallLog.MOST - 1);
  }

  @Test
  void allCallsAreKeptWhenThatIsAskedFor() {
    CallLog log = new CallLog();
    log.keepAll();
    for (int i = 0; i <= CallLog.MOST; i++) {
      log.add(call("each"));
    }

    assertThat(log.of("each")).hasSize(CallLog.MOST + 1);
    log.clear();
    assertThat(log.all()).isEmpty();
  }

  @Test
  void aCallIsAwaitedUntilItHasEnded() throws InterruptedException {
    CallLog log = new CallLog();
    Thread caller = new Thread(() -> log.add(call("wanted")));
    caller.start();

    assertThat(log.await(call -> call.action().equals("wanted"), Duration.ofSeconds(30)))
        .isPresent();
    caller.join();
    assertThat(log.await(call -> call.action().equals("other"), Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void aFileHasALineOfJsonForEachCall(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("logs").resolve("calls.jsonl");
    LocalEc2Options options =
        LocalEc2Options.in(directory.resolve("state")).withScenario(Scenario.PLAIN.withLog(file));
    for (int run = 0; run < 2; run++) {
      try (LocalEc2 local = LocalEc2.start(options);
          Ec2Client ec2 = Clients.ec2(local)) {
        Clients.code(() -> ec2.deleteSnapshot(r -> r.snapshotId("snap-0123456789abcdef0")));
      }
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).as("a second run appends").hasSize(2);
    JsonObject call = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertThat(call.get("number").getAsLong()).isEqualTo(1);
    assertThat(Instant.parse(call.get("time").getAsString())).isBefore(Instant.now());
    assertThat(call.get("service").getAsString()).isEqualTo("ec2");
    assertThat(call.get("action").getAsString()).isEqualTo("DeleteSnapshot");
    assertThat(call.get("region").getAsString()).isEqualTo("us-west-2");
    assertThat(call.get("outcome").getAsString()).isEqualTo("InvalidSnapshot.NotFound");
    assertThat(call.get("parameters").getAsJsonObject().get("SnapshotId").getAsString())
        .isEqualTo("snap-0123456789abcdef0");
    assertThat(call.get("permissions").toString())
        .isEqualTo(
            "[{\"action\":\"ec2:DeleteSnapshot\","
                + "\"resource\":\"arn:aws:ec2:us-west-2::snapshot/snap-0123456789abcdef0\","
                + "\"allowed\":true}]");
  }

  private static Call call(String action) {
    return new Call(1, Instant.EPOCH, "ec2", "us-west-2", action, Map.of(), Call.OK, "", List.of());
  }
}
