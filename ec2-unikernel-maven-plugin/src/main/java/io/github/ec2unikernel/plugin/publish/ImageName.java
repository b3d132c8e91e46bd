package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names and descriptions of machine images, filled in from {@code {groupId}}, {@code
 * {artifactId}}, {@code {version}}, {@code {content}}, the first 12 digits of the content's
 * identity, and {@code {date}}, the day in UTC as in 20270131.
 */
final class ImageName {

  private static final int LONGEST = 128;
  private static final int LONGEST_DESCRIPTION = 255;
  private static final String EXPERIMENTAL =
      " - EXPERIMENTAL: boots by Xen's PV shim, which nobody has shown on EC2";
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}");
  private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9()\\[\\] ./\\-'@_]");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Coordinates ANY = new Coordinates("group", "artifact", "version");

  private ImageName() {}

  /** Refuses templates that can't become a name or a description, whatever the content. */
  static void check(ImageOptions options) {
    ContentId content = new ContentId("0".repeat(64));
    of(options.name(), ANY, content, Instant.EPOCH);
    description(options.description(), ANY, content, Instant.EPOCH, "", BootWay.PVGRUB);
  }

  /** Returns the wanted name, filled in, if it is legal, else derives one if none is wanted. */
  static String of(
      @Nullable String wanted, Coordinates coordinates, ContentId content, Instant now) {
    if (wanted == null) {
      return derive(coordinates, content);
    }
    String name = new Template("amiName", wanted).fill(values(coordinates, content, now));
    if (!LEGAL.matcher(name).matches()) {
      throw new InputException(
          "'" + name + "' can't be the name of a machine image.",
          "Give 3 to 128 letters, digits, spaces and ( ) [ ] . / - ' @ _");
    }
    return name;
  }

  /** Returns the wanted description, filled in, else the usual one. */
  static String description(
      @Nullable String wanted,
      Coordinates coordinates,
      ContentId content,
      Instant now,
      String toolVersion,
      BootWay way) {
    if (wanted == null) {
      String text = coordinates + ", by ec2-unikernel " + toolVersion;
      String note = way == BootWay.SHIM ? EXPERIMENTAL : "";
      return text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION - note.length())) + note;
    }
    String text = new Template("ami><description", wanted).fill(values(coordinates, content, now));
    if (text.length() > LONGEST_DESCRIPTION || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new InputException(
          "'" + text + "' can't be the description of a machine image.",
          "Give <ami><description> at most " + LONGEST_DESCRIPTION + " characters of ASCII.");
    }
    return text;
  }

  /** Returns {@code ARTIFACT-VERSION-CONTENT}, what is illegal replaced, the middle cut to fit. */
  static String derive(Coordinates coordinates, ContentId content) {
    String end = "-" + content.prefix();
    String start =
        ILLEGAL.matcher(coordinates.artifactId() + "-" + coordinates.version()).replaceAll("-");
    int room = LONGEST - end.length();
    return (start.length() > room ? start.substring(0, room) : start) + end;
  }

  private static Map<String, String> values(
      Coordinates coordinates, ContentId content, Instant now) {
    return Map.of(
        "groupId", coordinates.groupId(),
        "artifactId", coordinates.artifactId(),
        "version", coordinates.version(),
        "content", content.prefix(),
        "date", DAY.format(now));
  }
}
