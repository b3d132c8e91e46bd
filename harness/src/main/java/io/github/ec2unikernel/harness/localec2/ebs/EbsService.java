package io.github.ec2unikernel.harness.localec2.ebs;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestReader;
import io.github.ec2unikernel.harness.localec2.wire.RestWriter;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/** The EBS direct APIs with their table of actions. */
public final class EbsService implements Service {

  private final List<EbsAction<?>> actions;
  private final EbsAuthorization authorization;

  /**
   * Creates the service over a state.
   *
   * @param snapshotDelay how long a snapshot stays pending after CompleteSnapshot
   * @param pendingSnapshots how many snapshots of a region may be pending at once
   * @param secret what block and page tokens are signed with
   */
  public EbsService(State state, Duration snapshotDelay, int pendingSnapshots, String secret) {
    authorization = new EbsAuthorization(state);
    actions =
        Stream.of(
                new SnapshotStart(state, pendingSnapshots).actions(),
                new SnapshotWriting(state, snapshotDelay).actions(),
                new BlockReading(state, new Tokens(secret)).actions())
            .flatMap(List::stream)
            .toList();
  }

  @Override
  public String name() {
    return "ebs";
  }

  @Override
  public Set<String> actions() {
    return actions.stream().map(action -> action.name()).collect(Collectors.toSet());
  }

  @Override
  public Invocation read(Request request) {
    return actions.stream()
        .flatMap(action -> invocation(action, request).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    404,
                    "UnknownOperationException",
                    "There is no " + request.method() + " " + request.path()));
  }

  @Override
  public Refusal unauthenticated(SignatureProblem problem, String detail) {
    return switch (problem) {
      case MISSING ->
          new Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
      case INCOMPLETE ->
          new Refusal(
              403, "IncompleteSignatureException", "The signature is incomplete: " + detail);
      case UNKNOWN_KEY ->
          new Refusal(
              403,
              "UnrecognizedClientException",
              "The security token included in the request is invalid.");
      case EXPIRED -> new Refusal(403, "InvalidSignatureException", "Signature expired: " + detail);
      case SCOPE ->
          new Refusal(
              403, "InvalidSignatureException", "Credential is scoped to another place: " + detail);
      case MISMATCH ->
          new Refusal(
              403,
              "InvalidSignatureException",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your AWS Secret Access Key and signing method. Consult the service"
                  + " documentation for details.");
    };
  }

  @Override
  public Refusal unauthorized(String action) {
    return new Refusal(
        403,
        "AccessDeniedException",
        "User: "
            + Caller.arn()
            + " is not authorized to perform: ebs:"
            + action
            + " because no identity-based policy allows the ebs:"
            + action
            + " action",
        "UNAUTHORIZED_ACCOUNT");
  }

  @Override
  public Refusal expired() {
    return new Refusal(
        403, "ExpiredTokenException", "The security token included in the request is expired");
  }

  @Override
  public Refusal throttled() {
    return new Refusal(
        400, "RequestThrottledException", "Request limit exceeded.", "ACCOUNT_THROTTLED");
  }

  @Override
  public Refusal internal(Throwable cause) {
    return new Refusal(500, "InternalServerException", "An internal error has occurred: " + cause);
  }

  @Override
  public Response write(Refusal refusal, String requestId) {
    return RestWriter.error(refusal);
  }

  private <I extends SdkPojo> Optional<Invocation> invocation(
      EbsAction<I> action, Request request) {
    return action
        .match(request)
        .map(
            variables ->
                new EbsInvocation<>(
                    action, action.read(request, variables), request.body(), authorization));
  }

  private record EbsInvocation<I extends SdkPojo>(
      EbsAction<I> called, I request, Body body, EbsAuthorization authorization)
      implements Invocation {

    @Override
    public String action() {
      return called.name();
    }

    @Override
    public Map<String, String> parameters() {
      return RestReader.parameters(request);
    }

    @Override
    public List<Permission> permissions(Caller caller) {
      return authorization.permissions(caller, action(), request);
    }

    @Override
    public Response perform(Caller caller) {
      Answer answer = called.effect().answer(caller, request, body);
      return RestWriter.write(called.status(), answer.members(), answer.block());
    }
  }
}
