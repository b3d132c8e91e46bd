package io.github.ec2unikernel.harness.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The table of causes, in a file beside this class that tells its own form.
 *
 * @param benign lines that are never blamed
 * @param rules causes, the surest first
 */
record CauseTable(List<Pattern> benign, List<Rule> rules) {

  CauseTable {
    benign = List.copyOf(benign);
    rules = List.copyOf(rules);
  }

  /** Reads the table. */
  static CauseTable read() {
    List<Pattern> benign = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (String text : text().split("\n{2,}", -1)) {
      Map<String, String> block = block(text);
      if (block.containsKey("benign")) {
        benign.add(Pattern.compile(block.get("benign")));
      } else if (!block.isEmpty()) {
        rules.add(Rule.of(block));
      }
    }
    return new CauseTable(benign, rules);
  }

  /** Reads the lines of a block; blanks at a line's end belong to an expression. */
  private static Map<String, String> block(String text) {
    Map<String, String> block = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int blank = line.indexOf(' ');
        block.put(line.substring(0, blank), line.substring(blank).stripLeading());
      }
    }
    return block;
  }

  private static String text() {
    try (InputStream in = CauseTable.class.getResourceAsStream("causes")) {
      if (in == null) {
        throw new IllegalStateException("no table of causes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
