package io.github.ec2unikernel.harness.appliance;

import io.airlift.compress.zstd.ZstdInputStream;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The modules of an unpacked Linux kernel, by name. */
final class KernelModules {

  private final Map<String, Path> modules = new HashMap<>();
  private final Set<String> builtIn = new HashSet<>();

  KernelModules(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String file = path.getFileName().toString();
        if (file.contains(".ko")) {
          modules.put(name(file), path);
        } else if (file.equals("modules.builtin")) {
          for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            builtIn.add(name(line.substring(line.lastIndexOf('/') + 1)));
          }
        }
      }
    }
  }

  /**
   * Returns a module's object, uncompressed; empty if the kernel has it built in.
   *
   * @throws EnvironmentException if the kernel has no such module
   */
  Optional<byte[]> read(String name) throws IOException {
    Path path = modules.get(name(name));
    if (path == null) {
      if (builtIn.contains(name(name))) {
        return Optional.empty();
      }
      throw new EnvironmentException(
          "the distribution's kernel has no module " + name,
          "Report this with the name and release of the distribution.");
    }
    try (InputStream in = open(path)) {
      return Optional.of(in.readAllBytes());
    }
  }

  private static InputStream open(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    String name = path.toString();
    if (name.endsWith(".xz")) {
      return new XZCompressorInputStream(file);
    }
    return name.endsWith(".zst") ? new ZstdInputStream(file) : file;
  }

  /** A dash and an underscore are the same in a module's name. */
  private static String name(String file) {
    int end = file.indexOf(".ko");
    return (end < 0 ? file : file.substring(0, end)).replace('-', '_');
  }
}
