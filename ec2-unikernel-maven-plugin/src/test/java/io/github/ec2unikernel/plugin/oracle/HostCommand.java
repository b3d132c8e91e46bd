package io.github.ec2unikernel.plugin.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the host that judges what we write.
 *
 * @param exitCode what it ended with
 * @param output what it wrote, errors included
 */
public record HostCommand(int exitCode, String output) {

  private static final List<String> PLACES = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("e2fsck", "e2fsprogs"),
          Map.entry("debugfs", "e2fsprogs"),
          Map.entry("dumpe2fs", "e2fsprogs"),
          Map.entry("mke2fs", "e2fsprogs"),
          Map.entry("sfdisk", "fdisk"),
          Map.entry("fsck.fat", "dosfstools"),
          Map.entry("mcopy", "mtools"),
          Map.entry("mdir", "mtools"),
          Map.entry("grub-fstest", "grub-common"),
          Map.entry("grub-file", "grub-common"),
          Map.entry("grub-script-check", "grub-common"),
          Map.entry("qemu-img", "qemu-utils"),
          Map.entry("unshare", "util-linux"),
          Map.entry("mount", "util-linux"));

  /** Runs a program to its end; fails the test if the program is not installed. */
  public static HostCommand run(String program, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(find(program)));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return run(command);
  }

  /** Runs a command line to its end, or for ten minutes. */
  public static HostCommand run(List<String> command) {
    try {
      Path output = Files.createTempFile("host-command", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      String text = Files.readString(output, StandardCharsets.ISO_8859_1);
      Files.delete(output);
      return new HostCommand(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String find(String program) {
    return PLACES.stream()
        .map(place -> new File(place, program))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s is missing: apt-get install %s"
                        .formatted(program, PACKAGES.getOrDefault(program, program))))
        .getPath();
  }
}
