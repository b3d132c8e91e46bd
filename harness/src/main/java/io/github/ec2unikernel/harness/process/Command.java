package io.github.ec2unikernel.harness.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An external command.
 *
 * @param words the program and its arguments, unquoted
 */
public record Command(List<String> words) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Copies the words. */
  public Command {
    words = List.copyOf(words);
  }

  /** Creates a command from its words. */
  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  /** Returns this command with {@code more} words at its end. */
  public Command with(Collection<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return new Command(all);
  }

  /** Returns the name of the program. */
  public String program() {
    return words.get(0);
  }

  /** Returns a line that a POSIX shell runs as this command. */
  public String toShell() {
    return words.stream().map(Command::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
