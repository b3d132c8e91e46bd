package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {

  private static final PublishState STATE =
      new PublishState(
          PublishState.Phase.RUNNING,
          "6a1c",
          "c0ffee",
          "abcd",
          "us-west-2",
          null,
          null,
          "123456789012",
          "hello-1.0",
          "aki-70cb0e10",
          "snap-1",
          List.of(new VolumeState("data", "/dev/xvdb", "dcba", "snap-2")),
          List.of("snap-1"),
          PublishState.Pending.SNAPSHOT,
          null,
          Instant.parse("2026-11-01T10:15:30Z"),
          null,
          3,
          1_572_864,
          false,
          List.of(
              new UnfinishedRun(
                  "5f2b", "us-east-1", null, null, null, List.of("snap-0"), null, null)));

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadBack() {
    StateFile file = new StateFile(folder.resolve("target/ec2-unikernel/state.json"));

    file.write(STATE);

    assertThat(file.read()).contains(STATE);
  }

  @Test
  void noFileIsNoState() {
    assertThat(new StateFile(folder.resolve("state.json")).read()).isEmpty();
  }

  @Test
  void aSecondStateReplacesTheFirstAndLeavesNothingBeside() throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));

    file.write(STATE);
    file.write(STATE.change().registered("ami-1").done());

    assertThat(file.read()).contains(STATE.change().registered("ami-1").done());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void theFileIsReadableForPeopleAndScripts() throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));

    file.write(STATE);

    assertThat(Files.readString(file.path()))
        .contains("\"snapshotId\": \"snap-1\"")
        .contains("\"name\": \"data\"", "\"snapshotId\": \"snap-2\"")
        .contains("\"startedAt\": \"2026-11-01T10:15:30Z\"")
        .contains("\"bytesSent\": 1572864");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"phase\":\"RUNNING\",\"attempt\":\"x\",\"startedAt\":\"now\"}",
        "{\"phase\":\"RUNNING\",\"attempt\":\"x\",\"startedAt\":{}}",
        "{\"leftBehind\":[null]}"
      })
  void aFileThatIsNoStateIsNamed(String content) throws IOException {
    Path path = Files.writeString(folder.resolve("state.json"), content);

    assertThatThrownBy(() -> new StateFile(path).read())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(path.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phase",
        "attempt",
        "content",
        "imageSha256",
        "region",
        "name",
        "kernelId",
        "startedAt"
      })
  void aFieldThatIsMissingIsNamedWithTheFile(String field) throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));
    file.write(STATE);
    JsonObject json = JsonParser.parseString(Files.readString(file.path())).getAsJsonObject();
    json.remove(field);
    Files.writeString(file.path(), json.toString());

    assertThatThrownBy(file::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining(field + " is missing");
  }

  @Test
  void anEarlierRunWithoutItsRegionIsNoneEither() throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));
    file.write(STATE);
    Files.writeString(
        file.path(),
        Files.readString(file.path()).replace("\"region\": \"us-east-1\"", "\"regoin\": \"\""));

    assertThatThrownBy(file::read)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("region is missing");
  }

  @Test
  void aStateWithoutEarlierRunsHasNone() throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));
    file.write(STATE);
    JsonObject json = JsonParser.parseString(Files.readString(file.path())).getAsJsonObject();
    json.remove("leftBehind");
    Files.writeString(file.path(), json.toString());

    assertThat(file.read().orElseThrow().leftBehind()).isEmpty();
  }

  @Test
  void anEarlierRunOfWhichNoIdIsKnownIsToBeLookedFor() throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));
    file.write(STATE);
    JsonObject json = JsonParser.parseString(Files.readString(file.path())).getAsJsonObject();
    JsonObject run = json.getAsJsonArray("leftBehind").get(0).getAsJsonObject();
    run.remove("snapshotIds");
    json.remove("volumes");
    json.remove("createdSnapshots");
    Files.writeString(file.path(), json.toString());

    PublishState state = file.read().orElseThrow();

    assertThat(state.leftBehind().get(0).pending()).isEqualTo(PublishState.Pending.SNAPSHOT);
    assertThat(state.volumes()).isEmpty();
  }

  @Test
  void anInterruptedThreadStillWrites() {
    StateFile file = new StateFile(folder.resolve("state.json"));
    Thread.currentThread().interrupt();
    try {
      file.write(STATE);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file.read()).contains(STATE);
  }

  @Test
  void aPathThatCantBeWrittenIsNamed() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("target"), "a file");

    assertThatThrownBy(() -> new StateFile(notAFolder.resolve("state.json")).write(STATE))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(notAFolder.toString());
  }

  @Test
  void anUndoneRunNamesNothing() {
    PublishState undone = STATE.change().ended(PublishState.Phase.UNDONE, Instant.EPOCH).done();

    assertThat(undone.snapshotId()).isNull();
    assertThat(undone.finishedAt()).isEqualTo(Instant.EPOCH);
  }
}
