package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Wildcard;
import java.util.Map;

/**
 * Some of the calls. All patterns know {@code *} and {@code ?}.
 *
 * @param service which services, such as {@code ec2}
 * @param action which actions, such as {@code Describe*}
 * @param parameters which values by parameter names as the call log has them
 */
public record CallPattern(String service, String action, Map<String, String> parameters) {

  /** Every call. */
  public static final CallPattern ALL = new CallPattern("*", "*", Map.of());

  /** Takes a copy. */
  public CallPattern {
    parameters = Map.copyOf(parameters);
  }

  /** Returns the calls of an action of whatever service. */
  public static CallPattern of(String action) {
    return new CallPattern("*", action, Map.of());
  }

  /** Returns whether a call is one of them. */
  boolean matches(String calledService, String called, Map<String, String> given) {
    return Wildcard.matches(service, calledService)
        && Wildcard.matches(action, called)
        && parameters.entrySet().stream()
            .allMatch(
                wanted ->
                    given.containsKey(wanted.getKey())
                        && Wildcard.matches(wanted.getValue(), given.get(wanted.getKey())));
  }
}
