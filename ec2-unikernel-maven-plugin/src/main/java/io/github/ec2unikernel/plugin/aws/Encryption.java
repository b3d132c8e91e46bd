package io.github.ec2unikernel.plugin.aws;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether snapshots are encrypted, and with which key.
 *
 * @param encrypted whether they are; if not, the account's own default counts
 * @param kmsKeyId the key's id, ARN or alias, or null for the account's key for EBS
 */
public record Encryption(boolean encrypted, @Nullable String kmsKeyId) {

  private static final Pattern MULTI_REGION =
      Pattern.compile("(arn:[^:]*:kms:)[^:]*(:[0-9]*:key/mrk-.*)");

  /** Takes a key for the wish to encrypt. */
  public Encryption {
    encrypted = encrypted || kmsKeyId != null;
  }

  /** Returns whether the key is one of a single region. */
  public boolean isOfOneRegion() {
    return kmsKeyId != null
        && kmsKeyId.startsWith("arn:")
        && !MULTI_REGION.matcher(kmsKeyId).matches();
  }

  /** Returns the same encryption in another region: a multi-Region key is there under its ARN. */
  public Encryption in(String region) {
    if (kmsKeyId == null) {
      return this;
    }
    Matcher arn = MULTI_REGION.matcher(kmsKeyId);
    return arn.matches() ? new Encryption(true, arn.group(1) + region + arn.group(2)) : this;
  }

  /** Returns the encryption of who asks for none. */
  public static Encryption none() {
    return new Encryption(false, null);
  }

  /** Returns whether a snapshot is encrypted as it is wanted. */
  boolean suits(boolean itIs, @Nullable String itsKey) {
    return itIs == encrypted
        && (kmsKeyId == null || kmsKeyId.equals(itsKey) || isIdOf(kmsKeyId, itsKey));
  }

  private static boolean isIdOf(String id, @Nullable String arn) {
    return Objects.requireNonNullElse(arn, "").endsWith(":key/" + id);
  }

  @Override
  public String toString() {
    return encrypted ? "encrypted" + (kmsKeyId == null ? "" : " with " + kmsKeyId) : "plain";
  }
}
