package io.github.ec2unikernel.harness.localec2;

import java.time.Duration;

/** What goes wrong with a call. */
public sealed interface Effect {

  /** An answer with an error. */
  record Failure(String code, int status, String message) implements Effect {}

  /** The refusal of a caller without the permission, in the words of the action's service. */
  record Denial() implements Effect {}

  /** The refusal of too many calls, in the words of the action's service. */
  record Throttling() implements Effect {}

  /** The service's own error, HTTP status 500. */
  record Breakdown() implements Effect {}

  /** A service that is not there for the moment, HTTP status 503. */
  record Outage() implements Effect {}

  /** The refusal of credentials that were good until a moment ago. */
  record Expiry() implements Effect {}

  /** A server's clock that is ahead of the client's by a time, behind it when negative. */
  record Skew(Duration ahead) implements Effect {}

  /** A connection that ends without an answer. */
  record Reset() implements Effect {}

  /** A connection that stays open without an answer. */
  record Silence() implements Effect {}

  /** An answer of which half arrives before the connection ends. */
  record Cut() implements Effect {}

  /** An answer that comes late, by up to {@code jitter} more. */
  record Delay(Duration duration, Duration jitter) implements Effect {}

  /** What the call made or tagged is not seen by other calls for a time. */
  record Unseen(Duration duration) implements Effect {}

  /** The call sees things as they were some time ago: what was pending then is pending. */
  record Behind(Duration duration) implements Effect {}

  /**
   * An import task that ends in {@code deleted}.
   *
   * @param late whether it has been converted by then, where it is just validated otherwise
   */
  record ImportFailure(String message, boolean late) implements Effect {}

  /** Something of the test's own, such as killing the client; the call gets no answer then. */
  record Hook(Runnable action) implements Effect {}
}
