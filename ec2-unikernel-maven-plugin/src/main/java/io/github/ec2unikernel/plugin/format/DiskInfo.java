package io.github.ec2unikernel.plugin.format;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What qemu-img says of a disk.
 *
 * @param disk the disk
 * @param info its answer, a JSON document
 */
record DiskInfo(SourceDisk disk, JsonObject info) {

  /** Reads an answer of {@code qemu-img info}. */
  static DiskInfo parse(SourceDisk disk, String answer) {
    return new DiskInfo(disk, document(answer));
  }

  /** Returns how many bytes the disk has for a guest. */
  long size() {
    return info.get("virtual-size").getAsLong();
  }

  /**
   * Checks once more, by what QEMU makes of it, that no other file belongs to the disk.
   *
   * @throws InputException if one does
   */
  void requireAlone() {
    List<String> others = new ArrayList<>();
    for (String name : List.of("backing-filename", "full-backing-filename", "data-file")) {
      collect(info, name, others);
    }
    if (!others.isEmpty()) {
      throw new InputException(
          "<disk> is %s, to which another file belongs: %s".formatted(disk.file(), others.get(0)),
          "Make one whole disk of it where you made it: qemu-img convert -O raw FILE disk.raw.");
    }
  }

  /**
   * Checks that a qcow2's file is as long as its tables say; QEMU reads zeros where it is not.
   *
   * @param check the answer of {@code qemu-img check}
   * @throws InputException if it is shorter
   */
  void requireWhole(String check) {
    JsonElement end = document(check).get("image-end-offset");
    JsonElement cluster = info.get("cluster-size");
    long needed = end == null || cluster == null ? 0 : end.getAsLong() - cluster.getAsLong();
    try {
      long there = Files.size(disk.file());
      if (there <= needed) {
        throw new InputException(
            "<disk> is %s, a qcow2 of more than %d bytes, of which %d are there: it is truncated"
                .formatted(disk.file(), needed, there),
            "Make the image again, or copy it again, whole.");
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the disk %s can't be read: %s".formatted(disk.file(), e.getMessage()),
          "Give this user read permission on it.",
          e);
    }
  }

  private static void collect(JsonObject object, String name, List<String> found) {
    for (String key : object.keySet()) {
      JsonElement value = object.get(key);
      if (key.equals(name)) {
        found.add(value.getAsString());
      } else if (value.isJsonObject()) {
        collect(value.getAsJsonObject(), name, found);
      }
    }
  }

  private static JsonObject document(String answer) {
    try {
      return JsonParser.parseString(answer).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new EnvironmentException(
          "qemu-img gave no answer that can be read: " + answer.strip(),
          "See that qemu-img is QEMU's own, of version 5 or later.",
          e);
    }
  }
}
