package io.github.ec2unikernel.harness.localec2.ebs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.wire.Sha256;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;

/** Tokens for blocks (7 days) and pages (60 minutes), signed so that they need not be kept. */
final class Tokens {

  /** How long a block's token is good. */
  static final Duration BLOCK_LIFE = Duration.ofDays(7);

  private static final Duration PAGE_LIFE = Duration.ofMinutes(60);

  private final byte[] key;

  Tokens(String secret) {
    key = secret.getBytes(UTF_8);
  }

  /** Returns a token for one block of one snapshot. */
  String block(String snapshotId, int index, Instant now) {
    return sign("block " + snapshotId + " " + index, index, now.plus(BLOCK_LIFE));
  }

  boolean isBlock(String token, String snapshotId, int index, Instant now) {
    return value(token, now, "block " + snapshotId + " " + index).isPresent();
  }

  /** Returns a token for the page of a listing that starts at a block. */
  String page(String listing, int index, Instant now) {
    return sign("page " + listing, index, now.plus(PAGE_LIFE));
  }

  /** Returns the block at which a listing's page starts, nothing when the token is not good. */
  OptionalLong page(String listing, String token, Instant now) {
    return value(token, now, "page " + listing);
  }

  private String sign(String purpose, int value, Instant expiry) {
    String content = value + " " + expiry.getEpochSecond() + " ";
    byte[] mac = mac(purpose, content);
    return Base64.getEncoder()
        .encodeToString((content + Base64.getEncoder().encodeToString(mac)).getBytes(UTF_8));
  }

  private OptionalLong value(String token, Instant now, String purpose) {
    try {
      String[] parts = new String(Base64.getDecoder().decode(token), UTF_8).split(" ", -1);
      if (parts.length == 3) {
        byte[] mac = mac(purpose, parts[0] + " " + parts[1] + " ");
        boolean fresh = now.isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])));
        if (fresh && MessageDigest.isEqual(mac, Base64.getDecoder().decode(parts[2]))) {
          return OptionalLong.of(Long.parseLong(parts[0]));
        }
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Not a token of ours, as an empty answer says.
    }
    return OptionalLong.empty();
  }

  private byte[] mac(String purpose, String content) {
    return Arrays.copyOf(Sha256.hmac(key, purpose + "|" + content), 16);
  }
}
