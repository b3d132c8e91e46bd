package io.github.ec2unikernel.plugin.publish;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file that keeps a run's state; it holds one whole state or another, never half a one.
 *
 * @param path where it is
 */
public record StateFile(Path path) {

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .registerTypeAdapter(
              Instant.class,
              (JsonSerializer<Instant>) (when, type, json) -> new JsonPrimitive(when.toString()))
          .registerTypeAdapter(
              Instant.class,
              (JsonDeserializer<Instant>)
                  (json, type, context) -> Instant.parse(json.getAsString()))
          .create();

  /**
   * Returns the state, or empty if there is no file.
   *
   * @throws EnvironmentException if the file can't be read, or isn't a whole state
   */
  public Optional<PublishState> read() {
    try {
      return Optional.of(parse(Files.readString(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedInputException e) {
      throw notAState(e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't read the state file " + path + ": " + e, "Check its permissions.", e);
    }
  }

  private PublishState parse(String json) {
    try {
      PublishState state = GSON.fromJson(json, PublishState.class);
      if (state == null) {
        throw new JsonParseException("it is empty");
      }
      require("phase", state.phase());
      require("attempt", state.attempt());
      require("attempt.id", state.attempt().id());
      require("attempt.content", state.attempt().content());
      require("attempt.imageSha256", state.attempt().imageSha256());
      require("attempt.name", state.attempt().name());
      require("attempt.startedAt", state.attempt().startedAt());
      require(state.run());
      state.leftBehind().forEach(StateFile::require);
      return state;
    } catch (RuntimeException e) {
      // Gson lets through what adapters and constructors throw.
      throw notAState(e);
    }
  }

  private static void require(UnfinishedRun run) {
    require("attempt", run.attempt());
    require("place", run.place());
    require("place.region", run.place().region());
    if (run.place().endpoint() != null) {
      URI.create(run.place().endpoint());
    }
    for (Resource resource : run.resources()) {
      require("resources.kind", resource.kind());
      require("resources.region", resource.region());
    }
  }

  // Gson leaves null what the file doesn't have.
  private static void require(String name, @Nullable Object value) {
    if (value == null) {
      throw new JsonParseException(name + " is missing");
    }
  }

  private EnvironmentException notAState(Exception e) {
    return new EnvironmentException(
        "The state file " + path + " can't be understood: " + e.getMessage(),
        "Look in it for ids of what an earlier run left in the account, then delete it.",
        e);
  }

  /** Replaces the state, so that it survives this process being killed at any moment. */
  public void write(PublishState state) {
    Path folder = path.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "state", ".tmp");
      try {
        // Not a channel: an interrupted thread must still be able to note what it undid.
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
          out.write((GSON.toJson(state) + "\n").getBytes(StandardCharsets.UTF_8));
          out.getFD().sync();
        }
        Files.move(
            fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't write the state file " + path + ": " + e,
          "Free space on the disk, or make the folder writable.",
          e);
    }
  }

  /**
   * Does something while no other run uses the file.
   *
   * @throws InputException if another run does
   */
  <T> T locked(Supplier<T> work) {
    Path lock = path.resolveSibling("." + path.getFileName() + ".lock");
    try {
      Files.createDirectories(lock.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (!tryLock(channel)) {
          throw new InputException(
              "Another build is publishing with the state file " + path + ".",
              "Wait until it has ended, then run the goal again.");
        }
        try {
          return work.get();
        } finally {
          // Before it is let go, so that nobody else's is deleted.
          Files.deleteIfExists(lock);
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't lock the state file " + path + ": " + e,
          "Free space on the disk, or make the folder writable.",
          e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
