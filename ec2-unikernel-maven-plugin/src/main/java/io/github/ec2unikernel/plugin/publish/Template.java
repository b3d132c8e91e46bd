package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places such as {@code {version}} to be filled in.
 *
 * @param element the POM element that it is of
 * @param text the text
 */
record Template(String element, String text) {

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

  /**
   * Returns the text with all places filled in.
   *
   * @param values what goes into which place
   * @throws InputException naming a place that there is not
   */
  String fill(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new InputException(
                    "<"
                        + element
                        + "> is '"
                        + text
                        + "', and nothing is called "
                        + place.group()
                        + ".",
                    "There are {" + String.join("}, {", new TreeSet<>(values.keySet())) + "}.");
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
