package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known so far of a call that is being made. */
final class Attempt {

  private final Arrival arrival;
  private final String agent;
  private String service = "";
  private String region = "";
  private String action = "";
  private Map<String, String> parameters = Map.of();
  private List<PermissionCheck> permissions = List.of();

  Attempt(Arrival arrival, Request head) {
    this.arrival = arrival;
    @Nullable String given = head.header("User-Agent");
    this.agent = given == null ? "" : given;
  }

  String requestId() {
    return arrival.requestId();
  }

  void signedFor(String knownService, String knownRegion) {
    service = knownService;
    region = knownRegion;
  }

  void asks(String knownAction, Map<String, String> given) {
    action = knownAction;
    parameters = given;
  }

  void needs(List<PermissionCheck> checks) {
    permissions = checks;
  }

  Call ended(String outcome) {
    return new Call(
        arrival.number(),
        arrival.time(),
        service,
        region,
        action,
        parameters,
        outcome,
        agent,
        permissions);
  }
}
