package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file that pins the PV-GRUB kernel of each region, one a line: region, AKI id and name. A line
 * that begins with # is a remark.
 *
 * @param file where it is
 * @param pins the pins by their regions
 */
record KernelLock(Path file, Map<String, Pin> pins) {

  private static final String HEAD =
      """
      # The PV-GRUB kernels that this project's machine images boot. Commit this file.
      # Chosen anew with -Dunikernel.updateLock
      """;

  /**
   * A pinned kernel.
   *
   * @param id its AKI id
   * @param name its name
   */
  record Pin(String id, String name) {}

  /**
   * Reads the file; one that is not there pins nothing.
   *
   * @throws InputException naming the line that is none
   */
  static KernelLock read(Path file) {
    Map<String, Pin> pins = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          List<String> words = List.of(line.strip().split("\\s+"));
          if (words.size() != 3 || !words.get(1).startsWith("aki-")) {
            throw new InputException(
                "The lock file " + file + " has the line '" + line + "', which pins no kernel.",
                "Write REGION AKI NAME, or delete the file to have it written anew.");
          }
          pins.put(words.get(0), new Pin(words.get(1), words.get(2)));
        }
      }
    } catch (NoSuchFileException e) {
      return new KernelLock(file, Map.of());
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't read the lock file " + file + ": " + e, "Check its permissions.", e);
    }
    return new KernelLock(file, pins);
  }

  /** Writes the file with these pins beside its own, if they are news. */
  void keep(Map<String, Pin> more) {
    Map<String, Pin> all = new TreeMap<>(pins);
    all.putAll(more);
    if (all.equals(pins)) {
      return;
    }
    StringBuilder text = new StringBuilder(HEAD);
    all.forEach(
        (region, pin) ->
            text.append(region)
                .append(' ')
                .append(pin.id())
                .append(' ')
                .append(pin.name())
                .append('\n'));
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".lock", ".tmp");
      try {
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "Can't write the lock file " + file + ": " + e,
          "Make the folder writable, or pin nothing with -Dunikernel.lockFile=none.",
          e);
    }
  }
}
