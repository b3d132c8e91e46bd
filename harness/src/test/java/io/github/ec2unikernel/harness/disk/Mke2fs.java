package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The file systems of mke2fs (package e2fsprogs). */
public final class Mke2fs {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Mke2fs() {}

  /**
   * Fills a file system from a folder.
   *
   * @param image the file that gets it, which may be there
   * @param size as mke2fs takes it
   * @throws IOException if mke2fs refuses
   */
  public static void fill(Path image, String size, Path tree, String... options)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("/sbin/mke2fs", "-q", "-F"));
    words.addAll(List.of(options));
    words.addAll(List.of("-d", tree.toString(), image.toString(), size));
    Exit exit =
        ProcessRunner.run(new Command(words), image.toAbsolutePath().resolveSibling("."), PATIENCE);
    if (!exit.succeeded()) {
      throw new IOException(String.join(" ", words) + ": " + exit.output());
    }
  }
}
