package io.github.ec2unikernel.harness.qemu;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * QEMU's control channel, in QEMU's machine protocol: commands and their answers, and events. QEMU
 * connects to it with the {@link #words}.
 */
public final class Qmp implements Closeable {

  private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(30);

  private static final String HINT = "Run the build again; the machine's log says what QEMU said.";

  private final Consumer<JsonObject> events;
  private final Channel channel;
  private final CompletableFuture<Boolean> greeted = new CompletableFuture<>();
  private final CompletableFuture<JsonElement> ready =
      greeted.thenCompose(yes -> send("qmp_capabilities", new JsonObject()));
  private final Map<Long, CompletableFuture<JsonElement>> asked = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Thread watcher = new Thread(this::failAllAtEnd, "ec2-unikernel-qmp-end");
  private volatile boolean ended;

  /**
   * Listens at {@code path}.
   *
   * @param events gets what QEMU tells by itself, each with its name and data, in a thread that
   *     must not wait for an answer
   */
  public Qmp(Path path, Consumer<JsonObject> events) throws IOException {
    this.events = events;
    this.channel = new Channel(path, this::read);
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Returns the words that make QEMU connect to a channel at {@code path}. */
  public static List<String> words(Path path) {
    return List.of(
        "-chardev",
        "socket,id=qmp,server=off,path=" + path.toString().replace(",", ",,"),
        "-mon",
        "chardev=qmp,mode=control");
  }

  /** Returns what is done once QEMU takes commands, or has ended before it did. */
  public CompletableFuture<JsonElement> ready() {
    return ready;
  }

  /**
   * Gives a command; what comes back ends with an {@link EnvironmentException} if QEMU refuses it
   * or ends.
   */
  public CompletableFuture<JsonElement> execute(String command, JsonObject arguments) {
    return ready.thenCompose(greeting -> send(command, arguments));
  }

  /**
   * Gives a command and waits for the answer.
   *
   * @throws EnvironmentException if QEMU refuses it, ends, or does not answer
   */
  public JsonElement ask(String command, JsonObject arguments) {
    try {
      return execute(command, arguments)
          .orTimeout(FOR_AN_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EnvironmentException told) {
        throw told;
      }
      throw new EnvironmentException("QEMU does not answer to " + command, HINT, e);
    }
  }

  /** Gives a command of the monitor for people, and returns what it prints. */
  public String human(String command) {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("command-line", command);
    return ask("human-monitor-command", arguments).getAsString();
  }

  /** Tells whether QEMU has connected, even if it is gone by now. */
  public boolean isConnected() {
    return channel.isConnected();
  }

  /** Waits until QEMU is gone and all its events have been handed on. */
  public void awaitEnd() throws InterruptedException {
    channel.awaitEnd();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Channel.awaitEnd(watcher);
  }

  private CompletableFuture<JsonElement> send(String command, JsonObject arguments) {
    JsonObject message = new JsonObject();
    long id = lastId.incrementAndGet();
    message.addProperty("execute", command);
    message.add("arguments", arguments);
    message.addProperty("id", id);
    CompletableFuture<JsonElement> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      channel.send(ByteBuffer.wrap((message + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      answer.completeExceptionally(gone());
    }
    if (ended) {
      answer.completeExceptionally(gone());
    }
    return answer;
  }

  private void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        accept(JsonParser.parseString(line.toString(StandardCharsets.UTF_8)).getAsJsonObject());
        line.reset();
      } else {
        line.write(next);
      }
    }
  }

  private void accept(JsonObject message) {
    if (message.has("QMP")) {
      greeted.complete(true);
    } else if (message.has("event")) {
      events.accept(message);
    } else if (message.has("id")) {
      answered(message);
    }
  }

  private void answered(JsonObject message) {
    CompletableFuture<JsonElement> answer = asked.remove(message.get("id").getAsLong());
    if (answer == null) {
      return;
    }
    if (message.has("return")) {
      answer.complete(message.get("return"));
    } else {
      String why = message.getAsJsonObject("error").get("desc").getAsString();
      answer.completeExceptionally(new EnvironmentException("QEMU refuses: " + why, HINT));
    }
  }

  private void failAllAtEnd() {
    try {
      channel.awaitEnd();
      ended = true;
      greeted.completeExceptionally(gone());
      asked.values().forEach(each -> each.completeExceptionally(gone()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static EnvironmentException gone() {
    return new EnvironmentException("QEMU has ended", HINT);
  }
}
