package io.github.ec2unikernel.harness.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of a table of facts that lies beside this class, tabs between the columns. */
final class Rows {

  private Rows() {}

  /** Returns the rows, without empty lines and those that start with {@code #}. */
  static List<List<String>> of(String name) {
    try (InputStream in = Rows.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words of a cell that has commas between them. */
  static List<String> words(String cell) {
    return cell.equals("-") ? List.of() : List.of(cell.split(","));
  }
}
