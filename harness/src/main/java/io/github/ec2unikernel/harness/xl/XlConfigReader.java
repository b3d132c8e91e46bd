package io.github.ec2unikernel.harness.xl;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.xl.XlTokens.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a guest's configuration for xl. */
public final class XlConfigReader {

  private final List<Token> tokens;
  private int at;

  private XlConfigReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a file, which need not be without errors.
   *
   * @throws InputException if the file can't be read
   */
  public static XlConfig read(Path file) {
    try {
      // xl does not care for encodings: bytes that are not UTF-8 are replaced, not refused
      return parse(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InputException(
          "the configuration " + file + " can't be read: " + e,
          "Have it written by the goal xl, or correct the path.",
          e);
    }
  }

  /** Reads the text of a file. */
  static XlConfig parse(Path file, String text) {
    return new XlConfig(file, new XlConfigReader(XlTokens.of(text)).values());
  }

  private Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    while (at + 2 < tokens.size()) {
      Token name = tokens.get(at);
      if (!name.sign() && tokens.get(at + 1).is("=")) {
        at += 2;
        values.put(name.text(), tokens.get(at).is("[") ? list() : single());
      } else {
        at++;
      }
    }
    return values;
  }

  private List<String> single() {
    return tokens.get(at).sign() ? List.of() : List.of(tokens.get(at++).text());
  }

  /** A list may go over several lines. */
  private List<String> list() {
    List<String> members = new ArrayList<>();
    for (at++; at < tokens.size() && !tokens.get(at).is("]"); at++) {
      if (!tokens.get(at).sign()) {
        members.add(tokens.get(at).text());
      }
    }
    return members;
  }
}
