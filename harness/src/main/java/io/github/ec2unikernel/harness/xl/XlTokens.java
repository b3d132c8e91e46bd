package io.github.ec2unikernel.harness.xl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of an xl configuration: names, numbers, strings, and signs. */
final class XlTokens {

  /**
   * Comments and blanks; a word; a string; a string without its end; a sign. Strings are taken
   * without a way back, which would need stack for each character.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?:#[^\\n]*|[ \\t\\r]+)"
              + "|(?<word>[A-Za-z0-9_.+-]+)"
              + "|'(?<single>(?:[^'\\\\\\n]++|\\\\.)*+)'"
              + "|\"(?<double>(?:[^\"\\\\\\n]++|\\\\.)*+)\""
              + "|['\"][^\\n]*"
              + "|(?<sign>[\\[\\],;=\\n])");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private XlTokens() {}

  /**
   * A word of a configuration.
   *
   * @param text what it says, without quotes
   * @param sign whether it is one of {@code [ ] , ; =} or a line end
   */
  record Token(String text, boolean sign) {

    boolean is(String mark) {
      return sign && text.equals(mark);
    }
  }

  /** Cuts a text into its words; what xl would not take is left out, for xl to tell of it. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      String word = matcher.group("word");
      String quoted = either(matcher.group("single"), matcher.group("double"));
      String sign = matcher.group("sign");
      if (quoted != null) {
        tokens.add(new Token(ESCAPE.matcher(quoted).replaceAll("$1"), false));
      } else if (word != null) {
        tokens.add(new Token(word, false));
      } else if (sign != null) {
        tokens.add(new Token(sign, true));
      }
    }
    return tokens;
  }

  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
