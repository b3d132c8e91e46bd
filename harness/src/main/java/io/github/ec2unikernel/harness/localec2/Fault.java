package io.github.ec2unikernel.harness.localec2;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Something that goes wrong with some of the calls.
 *
 * @param afterEffect whether the call is made first, so that only its answer is lost
 */
public record Fault(CallPattern calls, Occasion occasion, boolean afterEffect, Effect effect) {

  /** More calls than anyone makes. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** Returns what happens to the n-th call of an action, before the call is made. */
  public static Fault of(String action, int nth, Effect effect) {
    return new Fault(CallPattern.of(action), new Occasion.Counted(nth, 1), false, effect);
  }

  /** Returns what happens to the n-th call of whatever kind, before it is made. */
  public static Fault ofAny(long nth, Effect effect) {
    return new Fault(CallPattern.ALL, new Occasion.Counted(nth, 1), false, effect);
  }

  /** Returns what happens to some calls of whatever kind by chance, before they are made. */
  public static Fault random(double rate, long seed, Effect effect) {
    return new Fault(CallPattern.ALL, new Occasion.Chance(rate, seed), false, effect);
  }

  /**
   * Returns faults in all ways that pass by themselves: throttled, 500, 503, reset before and after
   * the effect, an answer cut short.
   *
   * @param rate how many of all calls they happen to together, from 0 to 1
   */
  public static List<Fault> passing(double rate, long seed) {
    double each = rate / 6;
    return List.of(
        random(each, seed, new Effect.Throttling()),
        random(each, seed + 1, new Effect.Breakdown()),
        random(each, seed + 2, new Effect.Outage()),
        random(each, seed + 3, new Effect.Reset()),
        random(each, seed + 4, new Effect.Reset()).after(),
        random(each, seed + 5, new Effect.Cut()));
  }

  /** Returns a fault that answers with an error and does nothing else. */
  public static Fault error(String action, int nth, String code, int status, String message) {
    return of(action, nth, new Effect.Failure(code, status, message));
  }

  /** Returns a fault that makes the call and answers with an error nevertheless. */
  public static Fault errorAfterEffect(
      String action, int nth, String code, int status, String message) {
    return error(action, nth, code, status, message).after();
  }

  /** Returns a fault that denies: EC2's UnauthorizedOperation, EBS's AccessDeniedException. */
  public static Fault denied(String action, int nth) {
    return of(action, nth, new Effect.Denial());
  }

  /** Returns a fault that throttles: RequestLimitExceeded, RequestThrottledException. */
  public static Fault throttled(String action, int nth) {
    return of(action, nth, new Effect.Throttling());
  }

  /** Returns a fault that drops the connection before anything is done. */
  public static Fault reset(String action, int nth) {
    return of(action, nth, new Effect.Reset());
  }

  /** Returns a fault that makes the call and drops the connection instead of answering. */
  public static Fault resetAfterEffect(String action, int nth) {
    return reset(action, nth).after();
  }

  /** Returns a fault that makes the call late. */
  public static Fault delay(String action, int nth, Duration duration) {
    return of(action, nth, new Effect.Delay(duration, Duration.ZERO));
  }

  /** Returns the same fault for so many calls in a row; a client may try again several times. */
  public Fault times(int count) {
    return occasion instanceof Occasion.Counted counted
        ? new Fault(calls, new Occasion.Counted(counted.nth(), count), afterEffect, effect)
        : this;
  }

  /** Returns the same fault, but the call is made before it happens. */
  public Fault after() {
    return new Fault(calls, occasion, true, effect);
  }

  /** Returns the same fault for calls of one service only. */
  public Fault in(String service) {
    return new Fault(
        new CallPattern(service, calls.action(), calls.parameters()),
        occasion,
        afterEffect,
        effect);
  }

  /** Returns the same fault for calls with these parameters only. */
  public Fault with(Map<String, String> parameters) {
    return new Fault(
        new CallPattern(calls.service(), calls.action(), parameters),
        occasion,
        afterEffect,
        effect);
  }

  /** Returns the pattern of the actions it is about. */
  public String action() {
    return calls.action();
  }
}
