package io.github.ec2unikernel.harness.localec2.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One AWS service: reads its calls off the wire and writes its errors as AWS does. */
public interface Service {

  /** Returns the name in the credential scope, such as {@code ec2}. */
  String name();

  /** Returns the names of all its actions. */
  Set<String> actions();

  /** Returns whether bodies are read by the actions, and not into memory before. */
  default boolean streams() {
    return false;
  }

  /**
   * Tells which action a request asks for, before anything of it happens.
   *
   * @throws Refusal when it is no action of this service
   */
  Invocation read(Request request);

  /** Returns the error for a signature that is not good. */
  Refusal unauthenticated(SignatureProblem problem, String detail);

  /** Returns the error for an action that the caller may not do. */
  Refusal unauthorized(String action);

  /**
   * Returns the error for a permission that policies do not give.
   *
   * @param denied whether a statement denies it, where otherwise none allows it
   */
  default Refusal unauthorized(Permission permission, boolean denied) {
    Refusal words = unauthorized(permission.action());
    String resource = permission.resource();
    return new Refusal(
        words.status(),
        words.code(),
        "User: "
            + Caller.arn()
            + " is not authorized to perform: "
            + permission.action()
            + (resource.equals("*") ? "" : " on resource: " + resource)
            + (denied
                ? " with an explicit deny in an identity-based policy"
                : " because no identity-based policy allows the "
                    + permission.action()
                    + " action"),
        words.reason());
  }

  /** Returns the error of a service that is not there for the moment. */
  default Refusal unavailable() {
    return new Refusal(
        503, "ServiceUnavailable", "The service is unavailable. Please try again shortly.");
  }

  /** Returns the error for credentials whose time is over. */
  default Refusal expired() {
    return new Refusal(
        403, "ExpiredToken", "The security token included in the request is expired");
  }

  /** Returns the error for too many calls of an action. */
  Refusal throttled();

  /** Returns the error for what is our own fault, or the disk's. */
  Refusal internal(Throwable cause);

  /** Writes an error. */
  Response write(Refusal refusal, String requestId);

  /** A call that was understood and waits to be made. */
  interface Invocation {

    /** Returns the action's name, such as {@code RegisterImage}. */
    String action();

    /** Returns the parameters by their wire or member names. */
    Map<String, String> parameters();

    /** Returns what the caller's policy must allow, all of it, before anything happens. */
    List<Permission> permissions(Caller caller);

    /**
     * Returns whether what is not allowed is told in the answer, part by part, and does not refuse
     * the call as a whole.
     */
    default boolean tellsDenials() {
      return false;
    }

    /**
     * Makes the call.
     *
     * @throws Refusal when AWS would refuse it
     */
    Response perform(Caller caller);

    /**
     * Makes the call, whose outcome may depend on other permissions than it needs.
     *
     * @param allowed tells whether the caller has a permission
     * @throws Refusal when AWS would refuse it
     */
    default Response perform(Caller caller, Predicate<Permission> allowed) {
      return perform(caller);
    }
  }
}
