package io.github.ec2unikernel.harness.xen.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A machine that was saved: its memory as a file, the state of its devices, and a manifest of both.
 *
 * @param key what it fits
 * @param directory where it lies
 */
public record SavedState(StateKey key, Path directory) {

  static final String MEMORY = "memory";
  static final String DEVICES = "devices";
  static final String MANIFEST = "manifest";

  /** What this process has found whole; a file that is changed later has another time. */
  private static final Set<String> WHOLE = ConcurrentHashMap.newKeySet();

  /** Returns the memory, a raw file. */
  public Path memory() {
    return directory.resolve(MEMORY);
  }

  /** Returns the state of the devices, in QEMU's own form. */
  public Path devices() {
    return directory.resolve(DEVICES);
  }

  /** Returns what is wrong with it, if anything is; all of it is read, once in a process. */
  public Optional<String> damage() {
    try {
      String identity = identity();
      if (WHOLE.contains(identity)) {
        return Optional.empty();
      }
      List<Content> manifest = manifest();
      if (manifest.size() != 2) {
        return Optional.of("its manifest can't be understood");
      }
      // lengths first, as reading is what takes time
      for (int i = 0; i < 2; i++) {
        if (Files.size(files().get(i)) != manifest.get(i).length()) {
          return Optional.of("its " + files().get(i).getFileName() + " has another length");
        }
      }
      for (int i = 0; i < 2; i++) {
        if (!MemoryCopier.read(files().get(i)).isSame(manifest.get(i))) {
          return Optional.of("its " + files().get(i).getFileName() + " has changed");
        }
      }
      WHOLE.add(identity);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  /** Copies the memory, with holes where it is zero. */
  public void copyMemory(Path target) throws IOException {
    MemoryCopier.copy(memory(), target);
  }

  /** Returns how much room it takes, in bytes. */
  long stored() {
    try {
      return manifest().stream().mapToLong(Content::stored).sum();
    } catch (IOException e) {
      return 0; // it is gone by now
    }
  }

  private List<Path> files() {
    return List.of(memory(), devices());
  }

  private List<Content> manifest() throws IOException {
    Path manifest = directory.resolve(MANIFEST);
    return Files.readString(manifest, StandardCharsets.ISO_8859_1)
        .lines()
        .flatMap(line -> Content.parse(line).stream())
        .toList();
  }

  private String identity() throws IOException {
    StringBuilder identity = new StringBuilder();
    for (Path each : List.of(memory(), devices(), directory.resolve(MANIFEST))) {
      identity.append(Files.readAttributes(each, "unix:ino,size,ctime,lastModifiedTime"));
    }
    return identity.toString();
  }
}
