package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which each call is appended as a line of JSON when it has ended. */
final class CallLogFile implements AutoCloseable {

  private final Writer writer;

  private CallLogFile(Writer writer) {
    this.writer = writer;
  }

  /**
   * Opens a file, which is made with its directory when it is missing.
   *
   * @throws EnvironmentException when it can't be written to
   */
  static CallLogFile open(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      return new CallLogFile(
          Files.newBufferedWriter(
              file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new EnvironmentException(
          "The local EC2 can't write its log " + file + ": " + e,
          "Name a file that can be written to.",
          e);
    }
  }

  synchronized void add(Call call) {
    try {
      writer.write(json(call) + "\n");
      // At once, so that a log of a killed process ends with its last call.
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Call call) {
    JsonObject json = new JsonObject();
    json.addProperty("number", call.number());
    json.addProperty("time", call.time().toString());
    json.addProperty("service", call.service());
    json.addProperty("region", call.region());
    json.addProperty("action", call.action());
    json.add("parameters", new Gson().toJsonTree(call.parameters()));
    json.addProperty("outcome", call.outcome());
    json.addProperty("agent", call.agent());
    JsonArray permissions = new JsonArray();
    for (PermissionCheck check : call.permissions()) {
      JsonObject permission = new JsonObject();
      permission.addProperty("action", check.permission().action());
      permission.addProperty("resource", check.permission().resource());
      permission.addProperty("allowed", check.isAllowed());
      permissions.add(permission);
    }
    json.add("permissions", permissions);
    return json.toString();
  }
}
