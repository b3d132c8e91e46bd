package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QEMU itself is asked, with a machine that does not run. */
class QmpTest {

  @TempDir Path directory;

  private RunningProcess start(Path socket) {
    List<String> words = new ArrayList<>(Qemu.confined(Qemu.isRoot()));
    words.addAll(List.of("-machine", "none", "-S"));
    words.addAll(Qmp.words(socket));
    return ProcessRunner.start(new Command(words), directory);
  }

  @Test
  void commandsAreAnsweredEventsHandedOnAndTheEndTold() throws Exception {
    BlockingQueue<JsonObject> events = new ArrayBlockingQueue<>(16);
    Path socket = directory.resolve("q,mp"); // a comma is a separator to QEMU
    try (Qmp qmp = new Qmp(socket, events::add);
        RunningProcess qemu = start(socket)) {
      JsonObject status = qmp.ask("query-status", new JsonObject()).getAsJsonObject();
      assertThat(status.get("running").getAsBoolean()).isFalse();
      assertThat(qmp.human("info version")).matches("(?s)[0-9]+\\.[0-9]+.*");
      assertThatThrownBy(() -> qmp.ask("no-such-command", new JsonObject()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no-such-command");

      qmp.ask("quit", new JsonObject());
      qmp.awaitEnd();
      assertThat(events).extracting(event -> event.get("event").getAsString()).contains("SHUTDOWN");
      assertThatThrownBy(() -> qmp.ask("query-status", new JsonObject()))
          .hasMessage("QEMU has ended");
      assertThat(qemu.output()).isEmpty();
    }
  }
}
