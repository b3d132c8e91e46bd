package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Finds a parameter's value. The command line ({@code -D}) wins over the POM's configuration, that
 * over the POM's properties, and those over the default.
 */
final class Settings {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)?");

  private final Properties commandLine;
  private final Properties properties;
  private final Path base;

  Settings(MavenSession session, MavenProject project) {
    this(session.getUserProperties(), project.getProperties(), base(session, project));
  }

  Settings(Properties commandLine, Properties properties, Path base) {
    this.commandLine = commandLine;
    this.properties = properties;
    this.base = base;
  }

  private static Path base(MavenSession session, MavenProject project) {
    File directory = project.getBasedir();
    return directory != null ? directory.toPath() : Path.of(session.getExecutionRootDirectory());
  }

  /** Returns a value, if it was given anywhere and is not empty. */
  @Nullable String text(String property, @Nullable String configured) {
    String given = commandLine.getProperty(property);
    if (given == null) {
      given = configured != null ? configured : properties.getProperty(property);
    }
    return given == null || given.isBlank() ? null : given.strip();
  }

  /** Returns a value or what stands for a missing one. */
  String text(String property, @Nullable String configured, String otherwise) {
    String given = text(property, configured);
    return given == null ? otherwise : given;
  }

  /** Returns words; on the command line they have commas between them. */
  List<String> words(String property, @Nullable List<String> configured) {
    String given = text(property, null);
    if (given != null) {
      return List.of(given.split(",", -1));
    }
    return configured == null ? List.of() : configured;
  }

  /** Returns a path; a relative one begins at the project's directory. */
  @Nullable Path path(String property, @Nullable String configured) {
    String given = text(property, configured);
    return given == null ? null : base.resolve(given);
  }

  /** Returns a path below the project's directory. */
  Path path(String relative) {
    return base.resolve(relative);
  }

  /** Returns a switch, off if it was not given; Maven itself takes {@code -Dname} for true. */
  boolean flag(String property, @Nullable String configured) {
    String given = text(property, configured, "false");
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(property, given, "true or false");
    };
  }

  /** Returns a whole number. */
  int integer(String property, @Nullable String configured, int otherwise) {
    String given = text(property, configured);
    try {
      return given == null ? otherwise : Integer.parseInt(given);
    } catch (NumberFormatException e) {
      throw bad(property, given, "a whole number");
    }
  }

  /** Returns a time: a number and ms, s, m, h or d; seconds without a unit. */
  Duration duration(String property, @Nullable String configured, Duration otherwise) {
    String given = text(property, configured);
    return given == null ? otherwise : time(property, given);
  }

  /** Reads a whole number of an element that has no property. */
  static int number(String path, String given) {
    try {
      return Integer.parseInt(given.strip());
    } catch (NumberFormatException e) {
      throw new InputException(element(path) + " is '" + given + "'", "Give a whole number.");
    }
  }

  /** Reads a time of an element that has no property. */
  static Duration span(String path, String given) {
    if (!DURATION.matcher(given.strip()).matches()) {
      throw new InputException(
          element(path) + " is '" + given + "'", "Give a time such as 90s, 2m or 500ms.");
    }
    return time(path, given);
  }

  private static Duration time(String property, String given) {
    Matcher parts = DURATION.matcher(given.strip());
    if (!parts.matches()) {
      throw bad(property, given, "a time such as 90s, 2m or 500ms");
    }
    long count = Long.parseLong(parts.group(1));
    String unit = parts.group(2) == null ? "s" : parts.group(2);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofSeconds(count);
    };
  }

  /** Returns the choice that a word stands for; an error names the words in the map's order. */
  <T> T choice(String property, @Nullable String configured, T otherwise, Map<String, T> choices) {
    String given = text(property, configured);
    if (given == null) {
      return otherwise;
    }
    T chosen = choices.get(given.toLowerCase(Locale.ROOT));
    if (chosen == null) {
      throw bad(property, given, "one of " + String.join(", ", choices.keySet()));
    }
    return chosen;
  }

  /** Returns two choices in this order; {@code Map.of} has another one in each run. */
  static <T> Map<String, T> either(String one, T first, String other, T second) {
    Map<String, T> choices = new LinkedHashMap<>();
    choices.put(one, first);
    choices.put(other, second);
    return choices;
  }

  /** Compiles a regular expression. */
  static Pattern pattern(String property, String given) {
    try {
      return Pattern.compile(given);
    } catch (PatternSyntaxException e) {
      throw new InputException(
          element(property) + " is no regular expression: '" + given + "': " + e.getDescription(),
          "Correct it; \\Q and \\E take a text as it stands.",
          e);
    }
  }

  private static InputException bad(String property, @Nullable String given, String wanted) {
    return new InputException(
        element(property) + " is '" + given + "'",
        "Give " + wanted + ", in the POM or with -D" + property + ".");
  }

  /** Returns a property as its POM element: {@code unikernel.boot.end} is {@code <boot><end>}. */
  private static String element(String property) {
    String path = property.substring(property.indexOf('.') + 1);
    return "<" + path.replace(".", "><") + ">";
  }
}
