package io.github.ec2unikernel.harness.rumprun;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What unikernel-runner runs: {@code unikernel.bin}, {@code config.json} if there is one, and file
 * systems in {@code fs}.
 *
 * @param path the directory
 * @param kernel the unikernel
 * @param config its configuration; null if it has none
 * @param images the file systems by the names that they are mounted under, in the names' order
 */
public record RunnerDirectory(
    Path path, Path kernel, @Nullable Path config, Map<String, Path> images) {

  private static final String LAYOUT =
      "Give a directory with unikernel.bin, and config.json and fs/NAME.img where they are needed.";

  /**
   * Finds the files of a directory.
   *
   * @throws InputException if it is not laid out so
   * @throws EnvironmentException if it can't be read
   */
  public static RunnerDirectory read(Path path) {
    Path kernel = path.resolve("unikernel.bin");
    if (!Files.isRegularFile(kernel)) {
      throw new InputException("<runner> is " + path + ", which has no file unikernel.bin", LAYOUT);
    }
    Path config = path.resolve("config.json");
    try {
      return new RunnerDirectory(
          path, kernel, Files.exists(config) ? config : null, images(path.resolve("fs")));
    } catch (IOException e) {
      throw new EnvironmentException(
          path + " can't be read: " + e.getMessage(), "See that it is readable.", e);
    }
  }

  private static Map<String, Path> images(Path directory) throws IOException {
    Map<String, Path> images = new LinkedHashMap<>();
    if (!Files.isDirectory(directory)) {
      return images;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = withoutExtension(file.getFileName().toString());
        Path other = images.put(name, file);
        if (other != null) {
          throw new InputException(
              other + " and " + file + " would both be mounted as /" + name, "Rename one of them.");
        }
      }
    }
    if (images.size() > Volume.LETTERS.length()) {
      throw new InputException(
          "%s has %d file systems, and a guest gets at most %d"
              .formatted(directory, images.size(), Volume.LETTERS.length()),
          "Put some of them together.");
    }
    return images;
  }

  private static String withoutExtension(String name) {
    int end = name.lastIndexOf('.');
    return end < 0 ? name : name.substring(0, end);
  }
}
