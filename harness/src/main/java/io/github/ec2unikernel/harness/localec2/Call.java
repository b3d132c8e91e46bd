package io.github.ec2unikernel.harness.localec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call that the local EC2 was asked for.
 *
 * @param number the how many-eth it was of this endpoint, counted from 1 as they came
 * @param time when it came
 * @param service the service, such as {@code ec2} or {@code ebs}
 * @param region the region it was signed for, empty when it was not signed well
 * @param action the action, such as {@code RegisterImage}; empty when the request names none that
 *     exists, or is not signed well
 * @param parameters EC2's by their names on the wire ({@code Filter.1.Name}), EBS's by their
 *     members' ({@code BlockIndex}, {@code Tags.1.Key})
 * @param outcome {@code OK}, the error code, {@code reset}, {@code silence} or {@code cut}
 * @param agent the client's User-Agent, empty when it gave none
 * @param permissions what it had to be allowed, all of it, and whether it was; empty while
 *     everything is allowed and neither all calls are kept nor a file is written
 */
public record Call(
    long number,
    Instant time,
    String service,
    String region,
    String action,
    Map<String, String> parameters,
    String outcome,
    String agent,
    List<PermissionCheck> permissions) {

  /** The outcome of a call that succeeded. */
  public static final String OK = "OK";

  /** The outcome of a call whose connection was dropped by a fault. */
  public static final String RESET = "reset";

  /** The outcome of a call that a fault kept from being answered, with its connection open. */
  public static final String SILENCE = "silence";

  /** The outcome of a call of whose answer half was sent. */
  public static final String CUT = "cut";

  /** Takes copies. */
  public Call {
    parameters = Map.copyOf(parameters);
    permissions = List.copyOf(permissions);
  }
}
