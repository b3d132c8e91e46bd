package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Loader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A console of a boot that failed.
 *
 * @param cause what the cause says, a part of it
 * @param end the guest's end
 * @param loader its loader, null for EC2's
 * @param text what it printed
 */
record SickConsole(String cause, EndState end, @Nullable Loader loader, String text) {

  /** Reads those in the file beside this class. */
  static List<SickConsole> all() {
    try (InputStream in = SickConsole.class.getResourceAsStream("consoles")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^== ", -1)).skip(1).map(SickConsole::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SickConsole of(String block) {
    String[] parts = block.split("\n", 2);
    String[] head = parts[0].split("; ", -1);
    String loader = head[2].toUpperCase(Locale.ROOT);
    return new SickConsole(
        head[0],
        EndState.valueOf(head[1].toUpperCase(Locale.ROOT)),
        loader.equals("-") ? null : Loader.valueOf(loader),
        parts[1]);
  }

  Symptoms symptoms() {
    return new Symptoms(text.lines().toList(), end, loader, List.of(), 0);
  }
}
