package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a killed process leaves of S3: half of what it received, data that no object or part names,
 * parts without their upload, documents half written.
 */
final class ObjectLeftovers {

  private static final String HALF_WRITTEN = ".tmp";

  private final ObjectStore store;

  ObjectLeftovers(ObjectStore store) {
    this.store = store;
  }

  /** Deletes them. */
  void delete() {
    for (Path file : children(store.root().resolve("incoming"))) {
      String pid = file.getFileName().toString().split("-", 2)[0];
      // Others that live receive there, without a lock, for as long as their clients send.
      if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
        deleteFile(file);
      }
    }
    Set<String> buckets = new HashSet<>();
    for (String kind : List.of("buckets", "objects", "uploads", "data")) {
      for (Path child : children(store.root().resolve(kind))) {
        String name = child.getFileName().toString();
        buckets.add(kind.equals("buckets") ? bucket(name) : name);
      }
    }
    for (String bucket : buckets) {
      store.holding(bucket, () -> deleteIn(bucket));
    }
  }

  // Names may hold dots: NAME.json, or NAME.UUID.tmp.
  private static String bucket(String name) {
    String stem = name.substring(0, name.lastIndexOf('.'));
    return name.endsWith(HALF_WRITTEN) ? stem.substring(0, stem.lastIndexOf('.')) : stem;
  }

  private boolean deleteIn(String bucket) {
    Path root = store.root();
    for (Path file : children(root.resolve("buckets"))) {
      String name = file.getFileName().toString();
      if (name.endsWith(HALF_WRITTEN) && bucket(name).equals(bucket)) {
        deleteFile(file);
      }
    }
    children(root.resolve("objects").resolve(bucket)).forEach(ObjectLeftovers::deleteHalfWritten);
    Set<String> named = new HashSet<>();
    store.objects(bucket).all().forEach(o -> o.data().forEach(data -> named.add(data.file())));
    for (Path child : children(root.resolve("uploads").resolve(bucket))) {
      deleteHalfWritten(child);
      if (Files.isDirectory(child)) {
        named.addAll(tidyParts(bucket, child));
      }
    }
    for (Path file : children(store.data(bucket))) {
      if (!named.contains(file.getFileName().toString())) {
        deleteFile(file);
      }
    }
    return true;
  }

  private Set<String> tidyParts(String bucket, Path directory) {
    String uploadId = directory.getFileName().toString();
    children(directory).forEach(ObjectLeftovers::deleteHalfWritten);
    Set<String> named = new HashSet<>();
    if (store.uploads(bucket).find(uploadId).isPresent()) {
      store.parts(bucket, uploadId).all().forEach(part -> named.add(part.data().file()));
    } else {
      children(directory).forEach(ObjectLeftovers::deleteFile);
      deleteFile(directory);
    }
    return named;
  }

  private static List<Path> children(Path directory) {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(children::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return children;
  }

  private static void deleteHalfWritten(Path file) {
    if (file.getFileName().toString().endsWith(HALF_WRITTEN)) {
      deleteFile(file);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
