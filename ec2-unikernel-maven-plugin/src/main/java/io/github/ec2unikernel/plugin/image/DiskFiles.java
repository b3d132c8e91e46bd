package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.io.Content;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the files that a project puts on a disk, each at a path of its own. */
final class DiskFiles {

  /** Bytes of a name in an ext2 directory. */
  private static final int LONGEST_NAME = 255;

  private final OwnFiles own;
  private final ImageListener listener;
  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final Map<String, Input> origins = new HashMap<>();

  DiskFiles(OwnFiles own, ImageListener listener) {
    this.own = own;
    this.listener = listener;
  }

  /**
   * Adds a file; the same one may be added twice.
   *
   * @param path absolute, with slashes
   * @throws InputException if the path is another file's or a directory's, or no path
   */
  void add(String path, Input input, Content content) {
    requirePath(path, input);
    String name = path.substring(1);
    if (isDirectory(path)) {
      throw new InputException(
          "The %s can't be named '%s': the disk has a directory of that name."
              .formatted(input, name),
          "Rename the file.");
    }
    if (isOurs(path)) {
      throw new InputException(
          "The %s can't be put at '%s': the %s has a file of its own there."
              .formatted(input, path, own.owner()),
          "Give it another <target>; a %s of your own goes into <menu>.".formatted(own.menu()));
    }
    Input other = origins.putIfAbsent(path, input);
    if (other == null) {
      requireNoFileAbove(path, input);
      contents.put(
          path, new ReportedContent(content, () -> listener.fileCopied(name, content.size())));
    } else if (!other.file().equals(input.file())) {
      throw new InputException(
          "The %s and %s would have one name on the disk, '%s'."
              .formatted(input, other.file(), name),
          "Rename one of the files.");
    }
  }

  /** Returns the files by their paths, in the order in which they were added. */
  Map<String, Content> contents() {
    return Collections.unmodifiableMap(contents);
  }

  /**
   * Checks that the files that the layout can't do without are there.
   *
   * @throws InputException if one is missing
   */
  void requireComplete() {
    for (String path : own.required()) {
      if (!contents.containsKey(path)) {
        throw new InputException(
            "The %s needs the file %s on the disk, and <files> has none for it."
                .formatted(own.owner(), path),
            "Add <file><source>FILE</source><target>%s</target></file> to <files>."
                .formatted(path));
      }
    }
  }

  private boolean isOurs(String path) {
    return own.paths().contains(path);
  }

  private boolean isDirectory(String path) {
    String inside = path + "/";
    return path.equals("/" + FileTree.LOST_AND_FOUND)
        || own.paths().stream().anyMatch(file -> file.startsWith(inside))
        || contents.keySet().stream().anyMatch(file -> file.startsWith(inside));
  }

  private void requireNoFileAbove(String path, Input input) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String above = path.substring(0, end);
      Input file = origins.get(above);
      if (file != null || isOurs(above)) {
        throw new InputException(
            "The %s can't be put at '%s': '%s' is a file%s."
                .formatted(input, path, above, origin(file)),
            "Give one of the two another name.");
      }
    }
  }

  private static String origin(@Nullable Input input) {
    return input == null ? "" : ", from " + input.file();
  }

  private static void requirePath(String path, Input input) {
    boolean sound = path.startsWith("/");
    for (String name : path.substring(Math.min(1, path.length())).split("/", -1)) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      sound = sound && length > 0 && length <= LONGEST_NAME && !name.matches("\\.\\.?|.*\0.*");
    }
    if (!sound) {
      throw new InputException(
          "The %s can't be put at '%s', which is no path of a file on a disk."
              .formatted(input, path),
          "Give <target> from the root, such as /etc/app.conf; each name may have up to %d bytes."
              .formatted(LONGEST_NAME));
    }
  }
}
