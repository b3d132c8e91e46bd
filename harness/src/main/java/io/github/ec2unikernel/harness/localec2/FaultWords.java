package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.model.InputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of one line of a {@link FaultScript}, which are taken one after the other. */
final class FaultWords {

  private static final Pattern TIME = Pattern.compile("(-?[0-9]+)(ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("([0-9]+)(|KiB|MiB|GiB)");
  private static final Pattern ERROR = Pattern.compile("([A-Za-z0-9.]+)/([45][0-9][0-9])");
  private static final Pattern RATE = Pattern.compile("0?\\.[0-9]+|[01](\\.0*)?");
  private static final String WHERE = "where:";

  private final String line;
  private final String source;
  private final String first;
  private final Map<String, String> left = new LinkedHashMap<>();

  private FaultWords(String line, String source) {
    this.line = line;
    this.source = source;
    String[] words = line.split("\\s+", -1);
    first = words[0];
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      left.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
  }

  static FaultWords of(String line, String source) {
    return new FaultWords(line, source);
  }

  String first() {
    return first;
  }

  /** Returns the faults that the line describes. */
  List<Fault> faults() {
    CallPattern calls = calls();
    boolean after = left.remove("after") != null;
    Optional<String> rate = Optional.ofNullable(left.remove("random"));
    long seed = number("seed", 0);
    if (left.remove("passing") != null) {
      return Fault.passing(rate.map(this::rate).orElseThrow(() -> wrong("passing")), seed).stream()
          .map(f -> new Fault(calls, f.occasion(), f.afterEffect(), f.effect()))
          .toList();
    }
    Occasion occasion =
        rate.<Occasion>map(r -> new Occasion.Chance(rate(r), seed))
            .orElseGet(() -> new Occasion.Counted(number("nth", 1), times()));
    List<Effect> effects = new ArrayList<>();
    for (String word : List.copyOf(left.keySet())) {
      effect(word, String.valueOf(left.get(word)))
          .ifPresent(
              effect -> {
                left.remove(word);
                effects.add(effect);
              });
    }
    if (effects.isEmpty()) {
      requireAllTaken();
      throw wrong("");
    }
    return effects.stream().map(effect -> new Fault(calls, occasion, after, effect)).toList();
  }

  Duration duration(String name, Duration otherwise) {
    return taken(name, this::time).orElse(otherwise);
  }

  long number(String name, long otherwise) {
    return taken(name, Long::parseLong).orElse(otherwise);
  }

  /** Returns a number of bytes, 0 when there is none. */
  long bytes(String name) {
    return taken(name, FaultWords::size).orElse(0L);
  }

  void requireAllTaken() {
    left.keySet().stream()
        .findFirst()
        .ifPresent(
            word -> {
              throw wrong(word);
            });
  }

  private CallPattern calls() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String word : List.copyOf(left.keySet())) {
      if (word.startsWith(WHERE)) {
        parameters.put(word.substring(WHERE.length()), String.valueOf(left.remove(word)));
      }
    }
    int colon = first.indexOf(':');
    return new CallPattern(
        colon < 0 ? "*" : first.substring(0, colon), first.substring(colon + 1), parameters);
  }

  private long times() {
    if ("always".equals(left.get("times"))) {
      left.remove("times");
      return Fault.ALWAYS;
    }
    return number("times", 1);
  }

  private Optional<Effect> effect(String word, String value) {
    return Optional.ofNullable(
        switch (word) {
          case "denied" -> new Effect.Denial();
          case "throttled" -> new Effect.Throttling();
          case "broken" -> new Effect.Breakdown();
          case "unavailable" -> new Effect.Outage();
          case "expired" -> new Effect.Expiry();
          case "skewed" -> new Effect.Skew(time(value));
          case "reset" -> new Effect.Reset();
          case "silent" -> new Effect.Silence();
          case "cut" -> new Effect.Cut();
          case "delay" -> delay(value);
          case "unseen" -> new Effect.Unseen(time(value));
          case "behind" -> new Effect.Behind(time(value));
          case "error" -> error(value);
          case "import-fails" -> new Effect.ImportFailure(message(value), false);
          case "import-fails-late" -> new Effect.ImportFailure(message(value), true);
          default -> null;
        });
  }

  private static String message(String value) {
    return value.isEmpty() ? "ClientError: This was asked for." : value.replace('+', ' ');
  }

  private Effect delay(String value) {
    String[] parts = value.split("~", 2);
    return new Effect.Delay(time(parts[0]), parts.length == 2 ? time(parts[1]) : Duration.ZERO);
  }

  private Effect error(String value) {
    Matcher matcher = ERROR.matcher(value);
    if (!matcher.matches()) {
      throw wrong("error=" + value);
    }
    return new Effect.Failure(
        matcher.group(1), Integer.parseInt(matcher.group(2)), "This was asked for.");
  }

  private double rate(String value) {
    if (!RATE.matcher(value).matches()) {
      throw wrong("random=" + value);
    }
    return Double.parseDouble(value);
  }

  private Duration time(String value) {
    Matcher matcher = TIME.matcher(value);
    if (!matcher.matches()) {
      throw wrong(value);
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    return unit.equals("MS")
        ? Duration.ofMillis(Long.parseLong(matcher.group(1)))
        : Duration.parse("PT" + matcher.group(1) + unit);
  }

  private static long size(String value) {
    Matcher matcher = SIZE.matcher(value);
    if (!matcher.matches()) {
      throw new NumberFormatException(value);
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  private <T> Optional<T> taken(String name, Function<String, T> reader) {
    @Nullable String value = left.remove(name);
    try {
      return Optional.ofNullable(value).map(reader);
    } catch (NumberFormatException e) {
      throw wrong(name + "=" + value);
    }
  }

  private InputException wrong(String word) {
    return new InputException(
        "The fault '"
            + line
            + "' of "
            + source
            + (word.isEmpty()
                ? " does not say what happens"
                : " can't be understood at '" + word + "'"),
        "Write the calls and what happens to them, such as 'ec2:RegisterImage throttled times=2'.");
  }
}
