package io.github.ec2unikernel.harness.localec2.wire;

import org.jspecify.annotations.Nullable;

/** An error AWS would answer with: its code, HTTP status, message and, for EBS, the reason. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String reason;
  private final String region;

  /** Creates one without a reason. */
  public Refusal(int status, String code, String message) {
    this(status, code, message, null);
  }

  /** Creates one with the reason that EBS's exceptions carry. */
  public Refusal(int status, String code, String message, @Nullable String reason) {
    this(status, code, message, reason, "");
  }

  private Refusal(int status, String code, String message, @Nullable String reason, String region) {
    super(message);
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.region = region;
  }

  /** Returns the same error with the region in which a bucket really is. */
  public Refusal inRegion(String actual) {
    return new Refusal(status, code, text(), reason, actual);
  }

  /** Returns the region to ask instead, empty when there is none. */
  public String region() {
    return region;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the error code, such as {@code InvalidAMIID.NotFound}. */
  public String code() {
    return code;
  }

  /** Returns the reason, such as {@code INVALID_BLOCK}. */
  public @Nullable String reason() {
    return reason;
  }

  /** Returns the message, which is never null here. */
  public String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
