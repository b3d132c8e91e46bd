package io.github.ec2unikernel.harness.localec2.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/**
 * Whether a snapshot or a volume is encrypted, and with which KMS key. There is no KMS here: every
 * well-formed key of the account and the region is taken for one that exists.
 *
 * @param keyArn the key's ARN, null when nothing is encrypted
 */
public record Encryption(boolean encrypted, @Nullable String keyArn) {

  /** No encryption. */
  public static final Encryption NONE = new Encryption(false, null);

  private static final String DEFAULT_ALIAS = "alias/aws/ebs";
  private static final Pattern KEY_ID =
      Pattern.compile("(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");
  private static final Pattern ALIAS = Pattern.compile("alias/[A-Za-z0-9/_-]{1,250}");

  /** Returns the encryption of a snapshot. */
  public static Encryption of(Snapshot snapshot) {
    return new Encryption(Boolean.TRUE.equals(snapshot.encrypted()), snapshot.kmsKeyId());
  }

  /**
   * Returns what a caller asks for, nothing when the key can't be one of the account and region.
   *
   * @param key an id, an alias or an ARN of either; null stands for the account's default key
   */
  public static Optional<Encryption> asked(
      Caller caller, @Nullable Boolean encrypted, @Nullable String key) {
    if (!Boolean.TRUE.equals(encrypted)) {
      return Optional.of(NONE);
    }
    String prefix = prefix(caller);
    String name = key == null ? DEFAULT_ALIAS : key;
    if (name.startsWith(prefix)) {
      name = name.substring(prefix.length());
      if (name.startsWith("key/")) {
        name = name.substring("key/".length());
      } else if (!name.startsWith("alias/")) {
        return Optional.empty();
      }
    }
    if (KEY_ID.matcher(name).matches()) {
      return Optional.of(new Encryption(true, prefix + "key/" + name));
    }
    return ALIAS.matcher(name).matches()
        ? Optional.of(new Encryption(true, aliased(prefix, name)))
        : Optional.empty();
  }

  /** Returns whether the key is the one that AWS made for the account, which no other can use. */
  public boolean isByDefaultKey(Caller caller) {
    return encrypted && aliased(prefix(caller), DEFAULT_ALIAS).equals(keyArn);
  }

  // An alias always stands for the same key, and another one in each region.
  private static String aliased(String prefix, String alias) {
    return prefix + "key/" + UUID.nameUUIDFromBytes((prefix + alias).getBytes(UTF_8));
  }

  private static String prefix(Caller caller) {
    String partition = Region.find(caller.region()).orElseThrow().partition();
    return "arn:" + partition + ":kms:" + caller.region() + ":" + Caller.ACCOUNT + ":";
  }
}
