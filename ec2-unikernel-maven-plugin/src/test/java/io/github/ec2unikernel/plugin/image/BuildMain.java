package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Builds a disk in a Java process of its own, whose limits a test sets. */
final class BuildMain {

  /** The exit code of a process that was stopped midway. */
  static final int STOPPED = 5;

  private BuildMain() {}

  /**
   * Takes the test's directory, the kernel, and the modules. With a file {@code filler} among the
   * system's properties, that is written when the first file was copied; with {@code stop}, the
   * process ends then.
   */
  public static void main(String[] arguments) {
    ImageFixture fixture = new ImageFixture(Path.of(arguments[0]));
    Path[] modules = Arrays.stream(arguments).skip(2).map(Path::of).toArray(Path[]::new);
    try {
      DiskImage image =
          ImageBuilder.build(
              fixture.request(Path.of(arguments[1]), modules),
              ImageFixture.NO_LOADERS,
              new ImageListener() {
                @Override
                public void fileCopied(String name, long size) {
                  if (Boolean.getBoolean("stop")) {
                    System.exit(STOPPED);
                  }
                  fill(System.getProperty("filler", ""));
                }
              });
      System.out.println(image.sha256());
    } catch (ProblemException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      System.out.println("hint: " + e.hint());
      System.exit(3);
    }
  }

  /** Takes up what room there is, but for a megabyte. */
  private static void fill(String filler) {
    if (filler.isEmpty() || Files.exists(Path.of(filler))) {
      return;
    }
    try {
      Path file = Path.of(filler);
      long usable = Files.getFileStore(file.getParent()).getUsableSpace();
      Files.write(file, new byte[(int) usable - (1 << 20)]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
