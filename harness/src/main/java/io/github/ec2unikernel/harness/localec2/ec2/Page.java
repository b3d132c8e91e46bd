package io.github.ec2unikernel.harness.localec2.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a Describe action's answer.
 *
 * @param nextToken where the next page starts, null after the last one
 */
record Page<T>(List<T> things, @Nullable String nextToken) {

  private static final String PREFIX = "local-ec2 page from ";
  private static final int MOST = 1000;

  /** Returns the page that starts at a token, or the first one. */
  static <T> Page<T> of(
      List<T> all, @Nullable Integer maxResults, @Nullable String token, int fewest) {
    if (maxResults != null && maxResults < fewest) {
      throw Parameters.invalid(
          maxResults, "maxResults", "Expecting a number from " + fewest + " to " + MOST + ".");
    }
    int from = Math.min(token == null ? 0 : position(token), all.size());
    int size = maxResults == null ? all.size() : Math.min(maxResults, MOST);
    int to = (int) Math.min((long) from + size, all.size());
    return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
  }

  private static String token(int position) {
    return Base64.getEncoder().encodeToString((PREFIX + position).getBytes(UTF_8));
  }

  private static int position(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), UTF_8);
      if (text.startsWith(PREFIX)) {
        return Integer.parseUnsignedInt(text.substring(PREFIX.length()));
      }
    } catch (IllegalArgumentException e) {
      // Refused below like any other token that is not ours.
    }
    throw new Refusal(400, "InvalidNextToken", "The specified NextToken is not valid.");
  }
}
