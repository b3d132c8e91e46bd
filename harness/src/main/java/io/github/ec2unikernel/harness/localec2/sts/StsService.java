package io.github.ec2unikernel.harness.localec2.sts;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.QueryRefusals;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** STS, of which only GetCallerIdentity is there. */
public final class StsService implements Service {

  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  /** Creates the service. */
  public StsService() {}

  @Override
  public String name() {
    return "sts";
  }

  @Override
  public Set<String> actions() {
    return Set.of("GetCallerIdentity");
  }

  @Override
  public Invocation read(Request request) {
    Map<String, String> form = UriText.form(request.body().text());
    String action = form.getOrDefault("Action", "");
    if (!action.equals("GetCallerIdentity")) {
      throw new Refusal(
          400, "InvalidAction", "Could not find operation " + action + " for version 2011-06-15");
    }
    return new Identity();
  }

  @Override
  public Refusal unauthenticated(SignatureProblem problem, String detail) {
    return QueryRefusals.unauthenticated(problem, detail);
  }

  @Override
  public Refusal unauthorized(String action) {
    return new Refusal(
        403,
        "AccessDenied",
        "User: " + Caller.arn() + " is not authorized to perform: sts:" + action);
  }

  @Override
  public Refusal throttled() {
    return QueryRefusals.throttled();
  }

  @Override
  public Refusal internal(Throwable cause) {
    return new Refusal(500, "InternalFailure", "An internal error has occurred: " + cause);
  }

  @Override
  public Response write(Refusal refusal, String requestId) {
    String text =
        """
        <ErrorResponse xmlns="%s"><Error><Type>Sender</Type><Code>%s</Code>\
        <Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>
        """
            .formatted(NAMESPACE, refusal.code(), escape(refusal.text()), requestId);
    return Response.text(refusal.status(), "text/xml;charset=UTF-8", text);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private record Identity() implements Invocation {

    @Override
    public String action() {
      return "GetCallerIdentity";
    }

    @Override
    public Map<String, String> parameters() {
      return Map.of();
    }

    @Override
    public List<Permission> permissions(Caller caller) {
      // AWS tells everyone who they are, even whom a policy denies it.
      return List.of();
    }

    @Override
    public Response perform(Caller caller) {
      String text =
          """
          <GetCallerIdentityResponse xmlns="%s"><GetCallerIdentityResult><Arn>%s</Arn>\
          <UserId>AIDALOCALEC2EXAMPLE00</UserId><Account>%s</Account></GetCallerIdentityResult>\
          <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>\
          </GetCallerIdentityResponse>
          """
              .formatted(NAMESPACE, Caller.arn(), Caller.ACCOUNT, caller.requestId());
      return Response.text(200, "text/xml;charset=UTF-8", text);
    }
  }
}
