package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Packages whose files lie below one folder.
 *
 * @param directory the folder
 * @param names the packages' own files, {@code NAME_VERSION_amd64.deb}, in alphabetical order
 */
record UnpackedPackages(Path directory, List<String> names) {

  /** Copies the list. */
  UnpackedPackages {
    names = List.copyOf(names);
  }

  /** Returns the ways to find things below the folder. */
  PackageRoot root() throws IOException {
    return new PackageRoot(directory);
  }

  /** Writes the list of what a part was made from to where the part is made. */
  void list(Path part) throws IOException {
    Files.write(part.resolve("packages"), names);
  }
}
