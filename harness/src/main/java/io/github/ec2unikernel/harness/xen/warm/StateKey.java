package io.github.ec2unikernel.harness.xen.warm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a saved machine has to have in common with one that is started from it.
 *
 * @param point where it was saved
 * @param digest stands for all the rest, 24 hex digits
 */
public record StateKey(SavePoint point, String digest) {

  /** Returns the key for all that matters; what is listed in another order is something else. */
  public static StateKey of(SavePoint point, List<String> matters) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String each : matters) {
        digest.update(each.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return new StateKey(point, HexFormat.of().formatHex(digest.digest(), 0, 12));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the name of the state's folder. */
  String name() {
    return point.id() + "-" + digest;
  }
}
