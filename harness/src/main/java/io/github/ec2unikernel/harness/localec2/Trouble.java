package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What goes wrong with one call.
 *
 * @param faults the faults that happen to it
 */
record Trouble(List<Fault> faults, Service service, Request request, Line line) {

  private static final Duration ALLOWED_SKEW = Duration.ofMinutes(15);

  /** Returns the caller as the call sees the time, and how what it starts is to fail. */
  Caller caller(Caller caller) {
    Caller late =
        effects(Effect.Behind.class)
            .map(Effect.Behind::duration)
            .reduce(Duration::plus)
            .map(behind -> caller.at(caller.now().minus(behind)))
            .orElse(caller);
    return effects(Effect.ImportFailure.class)
        .findFirst()
        .map(failure -> late.failing(new Caller.ImportFailure(failure.message(), failure.late())))
        .orElse(late);
  }

  /** Returns for how long what the call makes is not seen. */
  Optional<Duration> unseen() {
    return effects(Effect.Unseen.class).map(Effect.Unseen::duration).reduce(Duration::plus);
  }

  /** Returns how much of the answer is sent. */
  Reply.Ending ending() {
    return effects(Effect.Cut.class).findAny().isPresent() ? Reply.Ending.CUT : Reply.Ending.WHOLE;
  }

  /** Lets go wrong what does so before, or after, the call is made. */
  void suffer(String action, boolean afterEffect) throws Interruption {
    for (Fault fault : faults) {
      if (fault.afterEffect() == afterEffect) {
        suffer(action, fault.effect());
      }
    }
  }

  private void suffer(String action, Effect effect) throws Interruption {
    if (effect instanceof Effect.Failure failure) {
      throw new Refusal(failure.status(), failure.code(), failure.message());
    } else if (effect instanceof Effect.Denial) {
      throw service.unauthorized(action);
    } else if (effect instanceof Effect.Throttling) {
      throw service.throttled();
    } else if (effect instanceof Effect.Breakdown) {
      throw breakdown();
    } else if (effect instanceof Effect.Outage) {
      throw service.unavailable();
    } else if (effect instanceof Effect.Expiry) {
      throw service.expired();
    } else if (effect instanceof Effect.Skew skew) {
      refuseLate(skew.ahead());
    } else if (effect instanceof Effect.Reset) {
      throw new Interruption(Reply.Ending.RESET);
    } else if (effect instanceof Effect.Silence) {
      throw new Interruption(Reply.Ending.SILENCE);
    } else if (effect instanceof Effect.Delay delay) {
      line.pause(delay.duration(), delay.jitter());
    } else if (effect instanceof Effect.Hook hook) {
      hook.action().run();
      throw new Interruption(Reply.Ending.RESET);
    }
  }

  private Refusal breakdown() {
    Refusal words = service.internal(new IllegalStateException());
    return new Refusal(
        words.status(), words.code(), "An internal error has occurred.", words.reason());
  }

  // The machine's own clock is right for every call that has come so far.
  private void refuseLate(Duration ahead) {
    if (ahead.abs().compareTo(ALLOWED_SKEW) > 0) {
      throw service.unauthenticated(
          SignatureProblem.EXPIRED,
          request.header("X-Amz-Date") + " is not near " + Instant.now().plus(ahead));
    }
  }

  private <T extends Effect> Stream<T> effects(Class<T> kind) {
    return faults.stream().map(Fault::effect).filter(kind::isInstance).map(kind::cast);
  }
}
