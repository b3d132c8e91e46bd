package io.github.ec2unikernel.harness.rumprun;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.MalformedJsonException;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration that a unikernel of rumprun comes with, checked for what is added to it. */
final class GuestConfig {

  private static final String GENERATED = "/dev/ld";

  private GuestConfig() {}

  /**
   * Reads the configuration of a dialect; without a file it is empty.
   *
   * @throws InputException if it is no JSON object, or has what is generated
   * @throws EnvironmentException if it can't be read
   */
  static Members read(@Nullable Path file, Dialect dialect) {
    if (file == null) {
      return new Members();
    }
    try {
      Members members = Members.parse(Files.readString(file));
      requireNoNet(members, file);
      requireNoDisks(members, file, dialect);
      return members;
    } catch (JsonParseException | IllegalStateException e) {
      throw notJson(file, e);
    } catch (MalformedJsonException | EOFException e) {
      throw notJson(file, e);
    } catch (IOException e) {
      throw new EnvironmentException(
          file + " can't be read: " + e.getMessage(), "See that it is readable, UTF-8 text.", e);
    }
  }

  private static InputException notJson(Path file, Exception e) {
    return new InputException(
        file + " is no JSON object: " + e.getMessage(), "Correct it there.", e);
  }

  private static void requireNoNet(Members members, Path file) {
    if (members.has("net")) {
      throw new InputException(
          file + " has 'net', which is generated from the machine's networks",
          "Remove it, and give <networks> (or none, for a guest without a network).");
    }
  }

  private static void requireNoDisks(Members members, Path file, Dialect dialect) {
    if (dialect == Dialect.CLASSIC) {
      members.all("blk").forEach(blk -> requireOtherDevice(blk, "blk", file));
      return;
    }
    members
        .all("mount")
        .filter(JsonElement::isJsonObject)
        .flatMap(mounts -> mounts.getAsJsonObject().entrySet().stream())
        .forEach(mount -> requireOtherDevice(mount.getValue(), mount.getKey(), file));
  }

  private static void requireOtherDevice(JsonElement mount, String name, Path file) {
    if (!mount.isJsonObject()) {
      return;
    }
    JsonObject members = mount.getAsJsonObject();
    JsonElement path = members.get("path");
    if (path != null && path.isJsonPrimitive() && path.getAsString().startsWith(GENERATED)) {
      throw new InputException(
          "%s mounts %s from %s, and such mounts are generated from the files in fs"
              .formatted(file, name, path.getAsString()),
          "Remove it, and name the file system fs/NAME.img to have it mounted as /NAME.");
    }
  }
}
