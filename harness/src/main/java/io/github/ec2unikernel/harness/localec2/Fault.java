package io.github.ec2unikernel.harness.localec2;

import java.time.Duration;

/**
 * Something that goes wrong with the n-th call of an action, counted from 1 from when it is
 * injected.
 *
 * @param times how many calls it goes wrong with, from the n-th on
 * @param afterEffect whether the call is made first, so that only its answer is lost
 */
public record Fault(String action, int nth, int times, boolean afterEffect, Effect effect) {

  /** What goes wrong. */
  public sealed interface Effect permits Failure, Denial, Throttling, Reset, Delay {}

  /** An answer with an error. */
  public record Failure(String code, int status, String message) implements Effect {}

  /** The refusal of a caller without the permission, in the words of the action's service. */
  public record Denial() implements Effect {}

  /** The refusal of too many calls, in the words of the action's service. */
  public record Throttling() implements Effect {}

  /** A connection that ends without an answer. */
  public record Reset() implements Effect {}

  /** An answer that comes late. */
  public record Delay(Duration duration) implements Effect {}

  /** Returns a fault that answers with an error and does nothing else. */
  public static Fault error(String action, int nth, String code, int status, String message) {
    return new Fault(action, nth, 1, false, new Failure(code, status, message));
  }

  /** Returns a fault that makes the call and answers with an error nevertheless. */
  public static Fault errorAfterEffect(
      String action, int nth, String code, int status, String message) {
    return new Fault(action, nth, 1, true, new Failure(code, status, message));
  }

  /** Returns a fault that denies: EC2's UnauthorizedOperation, EBS's AccessDeniedException. */
  public static Fault denied(String action, int nth) {
    return new Fault(action, nth, 1, false, new Denial());
  }

  /** Returns a fault that throttles: RequestLimitExceeded, RequestThrottledException. */
  public static Fault throttled(String action, int nth) {
    return new Fault(action, nth, 1, false, new Throttling());
  }

  /** Returns a fault that drops the connection before anything is done. */
  public static Fault reset(String action, int nth) {
    return new Fault(action, nth, 1, false, new Reset());
  }

  /** Returns a fault that makes the call and drops the connection instead of answering. */
  public static Fault resetAfterEffect(String action, int nth) {
    return new Fault(action, nth, 1, true, new Reset());
  }

  /** Returns a fault that makes the call late. */
  public static Fault delay(String action, int nth, Duration duration) {
    return new Fault(action, nth, 1, false, new Delay(duration));
  }

  /** Returns the same fault for so many calls in a row; a client may try again several times. */
  public Fault times(int count) {
    return new Fault(action, nth, count, afterEffect, effect);
  }
}
