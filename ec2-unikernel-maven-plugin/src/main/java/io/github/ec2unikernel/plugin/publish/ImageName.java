package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that EC2 takes for machine images. */
final class ImageName {

  private static final int LONGEST = 128;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}");
  private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9()\\[\\] ./\\-'@_]");

  private ImageName() {}

  /** Returns the wanted name if it is legal, else derives one if none is wanted. */
  static String of(@Nullable String wanted, Coordinates coordinates, ContentId content) {
    if (wanted == null) {
      return derive(coordinates, content);
    }
    if (!LEGAL.matcher(wanted).matches()) {
      throw new InputException(
          "'" + wanted + "' can't be the name of a machine image.",
          "Give 3 to 128 letters, digits, spaces and ( ) [ ] . / - ' @ _");
    }
    return wanted;
  }

  /** Returns {@code ARTIFACT-VERSION-CONTENT}, what is illegal replaced, the middle cut to fit. */
  static String derive(Coordinates coordinates, ContentId content) {
    String end = "-" + content.prefix();
    String start =
        ILLEGAL.matcher(coordinates.artifactId() + "-" + coordinates.version()).replaceAll("-");
    int room = LONGEST - end.length();
    return (start.length() > room ? start.substring(0, room) : start) + end;
  }
}
