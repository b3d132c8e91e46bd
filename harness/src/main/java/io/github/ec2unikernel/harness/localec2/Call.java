package io.github.ec2unikernel.harness.localec2;

import java.util.Map;

/**
 * One call that the local EC2 was asked for.
 *
 * @param service the service, such as {@code ec2} or {@code ebs}
 * @param action the action, such as {@code RegisterImage}; empty when the request names none that
 *     exists, or is not signed well
 * @param parameters EC2's by their names on the wire ({@code Filter.1.Name}), EBS's by their
 *     members' ({@code BlockIndex}, {@code Tags.1.Key})
 * @param outcome {@code OK}, the error code, or {@code reset}
 */
public record Call(String service, String action, Map<String, String> parameters, String outcome) {

  /** The outcome of a call that succeeded. */
  public static final String OK = "OK";

  /** The outcome of a call whose connection was dropped by a fault. */
  public static final String RESET = "reset";
}
