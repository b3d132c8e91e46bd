package io.github.ec2unikernel.harness.localec2.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, where and when: the region of the signature and this call's id and time.
 *
 * @param importFailure how an import task that the call starts is to fail, null for not at all
 */
public record Caller(
    String region, String requestId, Instant now, @Nullable ImportFailure importFailure) {

  /**
   * How an import task fails on request.
   *
   * @param message what the task says of it
   * @param late whether it has been converted by then, where it is just validated otherwise
   */
  public record ImportFailure(String message, boolean late) {}

  /** Creates one whose imports do not fail on request. */
  public Caller(String region, String requestId, Instant now) {
    this(region, requestId, now, null);
  }

  /** The account that the one known key pair belongs to, AWS's own example. */
  public static final String ACCOUNT = "123456789012";

  /** The account that owns Amazon's images. */
  public static final String AMAZON = "137112412989";

  /** Returns the same caller at another time. */
  public Caller at(Instant other) {
    return new Caller(region, requestId, other, importFailure);
  }

  /** Returns the same caller whose import task is to fail. */
  public Caller failing(ImportFailure failure) {
    return new Caller(region, requestId, now, failure);
  }

  /** Returns the ARN of who signs. */
  public static String arn() {
    return "arn:aws:iam::" + ACCOUNT + ":user/local";
  }
}
