package io.github.ec2unikernel.plugin.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A directory of the host, as find and diff see it; without {@code lost+found}, which a file system
 * has and a source need not have.
 */
public record HostTree(Path directory) {

  private static final String EXCLUDED = "lost+found";

  /** Returns type, permissions, link target and path of all that is in it, in whatever bytes. */
  public SortedSet<String> entries() {
    return listed("%y %m %l %P\\0");
  }

  /** Returns the same without set-user-id, set-group-id and sticky bits, which debugfs drops. */
  public SortedSet<String> entriesWithoutSpecialBits() {
    return entries().stream()
        .map(entry -> entry.replaceFirst("^(.) \\d(\\d{3}) ", "$1 $2 "))
        // as find has them: without zeros in front
        .map(entry -> entry.replaceFirst("^(.) 0+(\\d)", "$1 $2"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns path and time of the last change, in seconds, of all that is in it. */
  public SortedSet<String> times() {
    return listed("%P %Ts\\0");
  }

  /** Returns where the bytes of files differ from another tree's, and nothing if nowhere. */
  public String differences(HostTree other) {
    HostCommand diff =
        HostCommand.run(
            List.of(
                "diff",
                "--recursive",
                "--no-dereference",
                "--brief",
                "--exclude=" + EXCLUDED,
                directory.toString(),
                other.directory.toString()));
    return diff.exitCode() == 0 ? "" : diff.output();
  }

  private SortedSet<String> listed(String format) {
    HostCommand find =
        HostCommand.run(
            "find",
            directory,
            "-mindepth",
            "1",
            "-name",
            EXCLUDED,
            "-prune",
            "-o",
            "-printf",
            format);
    if (find.exitCode() != 0) {
      throw new AssertionError(find.output());
    }
    return new TreeSet<>(List.of(find.output().split("\0", 0)));
  }
}
