package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
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

  private static final Place PLACE = new Place("us-west-2", null, null, "123456789012");
  private static final PublishState STATE =
      new PublishState(
          PublishState.Phase.RUNNING,
          new Attempt(
              "6a1c",
              "c0ffee",
              "abcd",
              "hello-1.0",
              "aki-70cb0e10",
              "unikernels raw",
              Instant.parse("2026-11-01T10:15:30Z"),
              null),
          PLACE,
          List.of(
              new DiskState("", "/dev/sda1", "abcd", "snap-1", 3, 1_572_864),
              new DiskState("data", "/dev/xvdb", "dcba", "snap-2", 0, 0)),
          List.of(
              new Resource(Resource.Kind.SNAPSHOT, "us-west-2", "", "snap-1"),
              Resource.intended(Resource.Kind.IMAGE, "us-west-2", null)),
          null,
          false,
          List.of(
              new UnfinishedRun(
                  "5f2b",
                  new Place("us-east-1", null, null, null),
                  List.of(new Resource(Resource.Kind.SNAPSHOT, "us-east-1", "", "snap-0")))));

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
    file.write(STATE.registered("ami-1"));

    assertThat(file.read()).contains(STATE.registered("ami-1"));
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
        "attempt.content",
        "attempt.imageSha256",
        "attempt.name",
        "attempt.startedAt",
        "place",
        "place.region"
      })
  void aFieldThatIsMissingIsNamedWithTheFile(String field) throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));
    file.write(STATE);
    JsonObject json = JsonParser.parseString(Files.readString(file.path())).getAsJsonObject();
    int dot = field.indexOf('.');
    JsonObject holder = dot < 0 ? json : json.getAsJsonObject(field.substring(0, dot));
    holder.remove(field.substring(dot + 1));
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
  void whileOneRunHasTheFileAnotherIsRefusedAndNothingIsLeftAfterwards() throws IOException {
    StateFile file = new StateFile(folder.resolve("state.json"));

    file.locked(
        () -> {
          assertThatThrownBy(() -> new StateFile(file.path()).locked(() -> "never"))
              .isInstanceOf(InputException.class)
              .hasMessageContaining(file.path().toString());
          return "done";
        });

    assertThat(file.<String>locked(() -> "after")).isEqualTo("after");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
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
    PublishState undone = STATE.ended(PublishState.Phase.UNDONE, Instant.EPOCH);

    assertThat(undone.disks()).extracting(DiskState::snapshotId).containsOnlyNulls();
    assertThat(undone.resources()).isEmpty();
    assertThat(undone.attempt().finishedAt()).isEqualTo(Instant.EPOCH);
  }
}
