package io.github.ec2unikernel.harness.localec2.wire;

import java.time.Instant;

/** Who calls, where and when: the region of the signature and this call's id and time. */
public record Caller(String region, String requestId, Instant now) {

  /** The account that the one known key pair belongs to, AWS's own example. */
  public static final String ACCOUNT = "123456789012";

  /** The account that owns Amazon's images. */
  public static final String AMAZON = "137112412989";

  /** Returns the same caller at another time. */
  public Caller at(Instant other) {
    return new Caller(region, requestId, other);
  }

  /** Returns the ARN of who signs. */
  public static String arn() {
    return "arn:aws:iam::" + ACCOUNT + ":user/local";
  }
}
