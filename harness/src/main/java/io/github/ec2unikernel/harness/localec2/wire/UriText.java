package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Percent-encoding as RFC 3986 and SigV4 have it. */
public final class UriText {

  private static final String UNRESERVED = "-_.~";

  private UriText() {}

  /** Encodes every byte but letters, digits and {@code -_.~}; a slash only if asked to. */
  public static String encode(String text, boolean slashToo) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0
              || (c == '/' && !slashToo);
      if (plain) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  /** Decodes a path segment or a value in which a plus is a plus. */
  public static String decode(String text) {
    return decodeForm(text.replace("+", "%2B"));
  }

  /** Decodes {@code a=1&b=2} as a form or a query string; the last of equal names wins. */
  public static Map<String, String> form(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.put(decodeForm(name), decodeForm(value));
      }
    }
    return values;
  }

  private static String decodeForm(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "MalformedQueryString", "The query string is malformed: " + text);
    }
  }
}
