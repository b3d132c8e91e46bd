package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder into which packages were unpacked, and ways to find things in it. */
final class PackageRoot {

  /** Where libraries lie, before and after the merge of /lib into /usr/lib. */
  private static final List<String> LIBRARY_DIRECTORIES =
      List.of("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib64", "usr/lib64");

  private final Path root;
  private final SortedMap<String, Path> files = new TreeMap<>();

  PackageRoot(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> !Files.isDirectory(path))
          .forEach(path -> files.put(root.relativize(path).toString(), path));
    }
  }

  /**
   * Returns the one file whose path below the root matches a glob, the last if there are several.
   *
   * @throws EnvironmentException if there is none
   */
  Path find(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    String found = null;
    for (String name : files.keySet()) {
      if (matcher.matches(Path.of(name))) {
        found = name;
      }
    }
    if (found == null) {
      throw new EnvironmentException(
          "the distribution's packages hold no " + glob,
          "Report this with the name and release of the distribution.");
    }
    return root.resolve(found);
  }

  /** Returns the directories that hold libraries, as the dynamic linker wants them. */
  String libraryPath() {
    return String.join(
        ":", LIBRARY_DIRECTORIES.stream().map(name -> root.resolve(name).toString()).toList());
  }

  /** Returns the libraries that programs need, directly or not, by their file names. */
  SortedMap<String, Path> libraries(List<Path> programs) throws IOException {
    SortedMap<String, Path> found = new TreeMap<>();
    // xenstored ends its threads through it, without naming it
    List<String> open = new ArrayList<>(List.of("libgcc_s.so.1"));
    for (Path program : programs) {
      open.addAll(ElfLibraries.needed(program));
    }
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (!found.containsKey(name)) {
        Path library = library(name);
        found.put(name, library);
        open.addAll(ElfLibraries.needed(library));
      }
    }
    return found;
  }

  private Path library(String name) {
    for (String directory : LIBRARY_DIRECTORIES) {
      Path library = root.resolve(directory).resolve(name);
      if (Files.exists(library)) {
        return library;
      }
    }
    throw new EnvironmentException(
        "the distribution's packages hold no library " + name,
        "Report this with the name and release of the distribution.");
  }
}
