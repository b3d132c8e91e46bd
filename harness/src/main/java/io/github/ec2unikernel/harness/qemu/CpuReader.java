package io.github.ec2unikernel.harness.qemu;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Finds out what a guest's processors do, from the threads that QEMU runs them with. */
final class CpuReader {

  /** Linux counts processor time in hundredths of a second for all programs. */
  private static final int TICK = 10;

  /** Where the state and the ticks stand behind the program's name (proc(5), stat). */
  private static final int STATE = 0;

  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private CpuReader() {}

  /** Asks QEMU, and hands the answer on as soon as it comes. */
  static void read(Qmp qmp, Consumer<GuestEvent> events) {
    qmp.execute("query-cpus-fast", new JsonObject())
        .thenAccept(cpus -> events.accept(state(cpus)))
        .exceptionally(e -> null); // a machine that is gone is told of elsewhere
  }

  private static GuestEvent.State state(JsonElement cpus) {
    boolean blocked = true;
    long ticks = 0;
    for (JsonElement each : cpus.getAsJsonArray()) {
      List<String> stat = stat(each.getAsJsonObject().get("thread-id").getAsLong());
      blocked &= !stat.get(STATE).equals("R");
      ticks += Long.parseLong(stat.get(USER)) + Long.parseLong(stat.get(SYSTEM));
    }
    return new GuestEvent.State(blocked, Duration.ofMillis(ticks * TICK));
  }

  private static List<String> stat(long thread) {
    try {
      String all =
          Files.readString(Path.of("/proc/" + thread + "/stat"), StandardCharsets.ISO_8859_1);
      return List.of(all.substring(all.lastIndexOf(')') + 2).split(" ", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
