package io.github.ec2unikernel.harness.localec2.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyException;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import org.jspecify.annotations.Nullable;

/** Policy documents on their way in and out. */
final class PolicyChecks {

  /** What all inline policies of a role may have together, white space aside. */
  private static final int LARGEST_INLINE = 10_240;

  private static final int LARGEST_TRUST = 2048;

  private PolicyChecks() {}

  /** Returns a document that IAM takes. */
  static String require(@Nullable String document, PolicyKind kind) {
    if (document == null) {
      throw IamRefusals.invalid("A policy document must not be null");
    }
    int largest = kind == PolicyKind.TRUST ? LARGEST_TRUST : LARGEST_INLINE;
    if (size(document) > largest) {
      throw new Refusal(
          409, "LimitExceeded", "Maximum policy size of " + largest + " bytes exceeded");
    }
    try {
      PolicyDocument.parse(document, kind);
      return document;
    } catch (PolicyException e) {
      throw new Refusal(400, "MalformedPolicyDocument", String.valueOf(e.getMessage()));
    }
  }

  /** Returns the number of bytes that count. */
  private static int size(String document) {
    return document.replaceAll("\\s", "").getBytes(UTF_8).length;
  }

  /** Returns a document as IAM's answers hold it. */
  static String encoded(@Nullable String document) {
    return document == null ? "" : UriText.encode(document, true);
  }
}
