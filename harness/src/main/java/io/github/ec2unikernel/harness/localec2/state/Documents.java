package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The things of one kind in one region, a JSON file each. A change is on disk, whole or not at all,
 * when the method returns; nothing is kept in memory.
 */
public final class Documents<T> {

  private static final String SUFFIX = ".json";

  private final Path directory;
  private final Function<T, JsonObject> writer;
  private final Function<JsonObject, T> reader;

  Documents(Path directory, Function<T, JsonObject> writer, Function<JsonObject, T> reader) {
    this.directory = directory;
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Returns the thing of that id.
   *
   * @throws IllegalStateException if its file is not as this version writes it
   */
  public Optional<T> find(String id) {
    try {
      return Optional.of(read(directory.resolve(id + SUFFIX)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private T read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return reader.apply(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | DateTimeException e) {
      // a client sees no more than the message
      throw new IllegalStateException(
          "%s is not as this version of the local EC2 writes it (%s). Remove the local EC2's directory, or give another one with <aws><localDirectory>."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Returns all things, ordered by id. */
  public List<T> all() {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids.stream().sorted().map(this::find).flatMap(Optional::stream).toList();
  }

  /** Writes a thing, new or changed. */
  public void put(String id, T thing) {
    try {
      Files.createDirectories(directory);
      Path temporary = directory.resolve(id + "." + UUID.randomUUID() + ".tmp");
      Files.writeString(temporary, writer.apply(thing).toString());
      Files.move(
          temporary,
          directory.resolve(id + SUFFIX),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a thing. */
  public void remove(String id) {
    try {
      Files.deleteIfExists(directory.resolve(id + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
