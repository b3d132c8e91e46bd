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
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

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
   * @throws InputException if the file isn't a state
   */
  public Optional<PublishState> read() {
    try {
      PublishState state = GSON.fromJson(Files.readString(path), PublishState.class);
      if (state == null || state.phase() == null || state.attempt() == null) {
        throw new JsonParseException("phase or attempt is missing");
      }
      return Optional.of(state);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonParseException | DateTimeException | MalformedInputException e) {
      throw new InputException(
          "The state file " + path + " can't be understood: " + e.getMessage(),
          "Delete it; it only names what an earlier run left in the account.",
          e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't read the state file " + path + ": " + e, "Check its permissions.", e);
    }
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
}
