package io.github.ec2unikernel.harness.model;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** What Xen's store takes as a key and a value. */
public final class StoreKey {

  /** XENSTORE_REL_PATH_MAX, in bytes. */
  private static final int LONGEST_KEY = 2048;

  /**
   * How long a key and its value may be together, in bytes: XENSTORE_PAYLOAD_MAX, which holds path,
   * a zero and value, less the path of a guest's folder.
   */
  public static final int LONGEST_PAIR = 4096 - 64;

  private static final Pattern KEY = Pattern.compile("[-\\w@]+(/[-\\w@]+)*");

  private StoreKey() {}

  /** Throws {@link InputException} for a key or value that the store does not take. */
  static void require(Map<String, String> store) {
    store.forEach(StoreKey::require);
  }

  private static void require(String key, String value) {
    if (!KEY.matcher(key).matches() || key.length() > LONGEST_KEY) {
      throw new InputException(
          "<store> has the key '" + key + "'",
          "Give a path below the guest's own folder, of letters, digits, - _ @ and single slashes:"
              + " rumprun/cfg.");
    }
    if (value.indexOf('\0') >= 0) {
      throw new InputException(
          "<store> has a value with a zero byte for '" + key + "'",
          "Leave it out: Xen's own programs end a value there.");
    }
    int bytes = key.length() + value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_PAIR) {
      throw new InputException(
          "<store> has a value of " + bytes + " bytes with its key '" + key + "'",
          "Give at most " + LONGEST_PAIR + " bytes, which is what a message of Xen's store holds.");
    }
  }
}
