package io.github.ec2unikernel.plugin.mojo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Properties of the command line that have this plugin's prefix and mean nothing to it. */
final class UnknownProperties {

  private static final String PREFIX = "unikernel.";
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
  private static final int CLOSE = 2;
  private static final int MOST = 3;

  private UnknownProperties() {}

  /** Returns a warning for each of them, with the names that may be meant. */
  static List<String> warnings(Properties commandLine) {
    List<String> known = known();
    return new TreeSet<>(commandLine.stringPropertyNames())
        .stream()
            .filter(name -> name.startsWith(PREFIX) && !isKnown(name, known))
            .map(name -> warning(name, known))
            .toList();
  }

  /** Returns the names that are known; one that ends with a dot is the beginning of several. */
  static List<String> known() {
    try (InputStream in = UnknownProperties.class.getResourceAsStream("properties.txt")) {
      if (in == null) {
        throw new IllegalStateException("no properties.txt");
      }
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isKnown(String name, List<String> known) {
    return known.stream()
        .anyMatch(each -> each.endsWith(".") ? name.startsWith(each) : name.equals(each));
  }

  private static String warning(String name, List<String> known) {
    String last = last(name);
    List<String> meant =
        known.stream()
            .filter(
                each ->
                    DISTANCE.apply(name, each) <= CLOSE
                        || last(each).endsWith(last)
                        || (last.endsWith(last(each)) && !each.endsWith(".")))
            .sorted(Comparator.comparing(each -> DISTANCE.apply(name, each)))
            .limit(MOST)
            .map(each -> "-D" + each)
            .toList();
    return "-D%s means nothing to this plugin%s."
        .formatted(name, meant.isEmpty() ? "" : "; there is " + String.join(", ", meant));
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
