package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The filters of a Describe action: a thing passes when for each filter one of its values matches
 * one of the filter's, in which {@code *} and {@code ?} are wildcards unless a backslash stands
 * before.
 */
final class Filters<T> {

  private static final String TAG = "tag:";
  private static final int MOST_VALUES = 200;

  private final Map<String, Function<T, Stream<String>>> values = new HashMap<>();
  private @Nullable Function<T, List<Tag>> tags;

  /** Adds a filter over one value, which a thing may lack. */
  Filters<T> one(String name, Function<T, ? extends @Nullable Object> value) {
    return many(name, thing -> Stream.ofNullable(value.apply(thing)).map(Objects::toString));
  }

  /** Adds a filter over several values. */
  Filters<T> many(String name, Function<T, Stream<String>> several) {
    values.put(name, several);
    return this;
  }

  /** Adds {@code tag:KEY} and {@code tag-key}. */
  Filters<T> tagged(Function<T, List<Tag>> by) {
    tags = by;
    return many("tag-key", thing -> by.apply(thing).stream().map(Tag::key));
  }

  /**
   * Returns the things that pass all filters.
   *
   * @throws Refusal when there is no such filter or it has no values
   */
  List<T> select(List<T> things, List<Filter> filters) {
    filters.forEach(this::check);
    return things.stream()
        .filter(thing -> filters.stream().allMatch(filter -> matches(thing, filter)))
        .toList();
  }

  private void check(Filter filter) {
    String name = Parameters.require(filter.name(), "Filter.Name");
    if (!values.containsKey(name) && !(tags != null && name.startsWith(TAG))) {
      throw new Refusal(400, "InvalidParameterValue", "The filter '" + name + "' is invalid");
    }
    if (!filter.hasValues()) {
      throw new Refusal(400, "InvalidParameterValue", "The filter '" + name + "' has no values");
    }
    if (filter.values().size() > MOST_VALUES) {
      throw new Refusal(
          400, "FilterLimitExceeded", "The maximum number of filter values is " + MOST_VALUES);
    }
  }

  private boolean matches(T thing, Filter filter) {
    List<String> actual = actual(thing, filter.name()).toList();
    return filter.values().stream()
        .map(Filters::pattern)
        .anyMatch(wanted -> actual.stream().anyMatch(value -> wanted.matcher(value).matches()));
  }

  private Stream<String> actual(T thing, String name) {
    Function<T, Stream<String>> known = values.get(name);
    if (known != null) {
      return known.apply(thing);
    }
    String key = name.substring(TAG.length());
    return tags == null
        ? Stream.empty()
        : tags.apply(thing).stream().filter(tag -> tag.key().equals(key)).map(Tag::value);
  }

  private static Pattern pattern(String wanted) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      if (c == '\\' && i + 1 < wanted.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(wanted.charAt(i))));
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
