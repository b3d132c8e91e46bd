package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.QueryRefusals;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import io.github.ec2unikernel.harness.localec2.wire.XmlWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;

/** IAM's Query API with its table of actions; one place for each partition. */
public final class IamService implements Service {

  private static final String VERSION = "2010-05-08";
  private static final String NAMESPACE = "https://iam.amazonaws.com/doc/" + VERSION + "/";
  private static final String XML = "text/xml";

  private final Map<String, IamAction<?>> actions = new HashMap<>();

  /** Creates the service over a state. */
  public IamService(State state) {
    Roles roles = new Roles(state);
    Stream.of(
            new RoleActions(roles).actions(),
            new RolePolicyActions(roles).actions(),
            new RoleTagActions(roles).actions())
        .flatMap(List::stream)
        .forEach(action -> actions.put(action.name(), action));
  }

  @Override
  public String name() {
    return "iam";
  }

  @Override
  public Set<String> actions() {
    return Set.copyOf(actions.keySet());
  }

  @Override
  public Invocation read(Request request) {
    Map<String, String> form = new LinkedHashMap<>(request.queryParameters());
    form.putAll(UriText.form(request.body().text()));
    String name = form.remove("Action");
    String version = form.remove("Version");
    IamAction<?> action = actions.get(String.valueOf(name));
    if (action == null || !VERSION.equals(version)) {
      throw new Refusal(
          400, "InvalidAction", "Could not find operation " + name + " for version " + version);
    }
    return invocation(action, form);
  }

  private static <I extends SdkPojo> Invocation invocation(
      IamAction<I> action, Map<String, String> form) {
    return new IamInvocation<>(action, form, action.read(form));
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
        "User: "
            + Caller.arn()
            + " is not authorized to perform: iam:"
            + action
            + " because no identity-based policy allows the iam:"
            + action
            + " action");
  }

  @Override
  public Refusal throttled() {
    return QueryRefusals.throttled();
  }

  @Override
  public Refusal internal(Throwable cause) {
    return new Refusal(500, "ServiceFailure", "An internal error has occurred: " + cause);
  }

  @Override
  public Response write(Refusal refusal, String requestId) {
    return Response.text(
        refusal.status(), XML, XmlWriter.queryError(NAMESPACE, refusal, requestId));
  }

  private record IamInvocation<I extends SdkPojo>(
      IamAction<I> called, Map<String, String> parameters, I request) implements Invocation {

    @Override
    public String action() {
      return called.name();
    }

    @Override
    public List<Permission> permissions(Caller caller) {
      Permission needed = called.needs().apply(atHome(caller), request);
      // With tags from the beginning the right to tag is asked for as well.
      return request instanceof CreateRoleRequest create && !create.tags().isEmpty()
          ? List.of(needed, new Permission("iam:TagRole", needed.resource(), needed.context()))
          : List.of(needed);
    }

    @Override
    public Response perform(Caller caller) {
      SdkPojo response = called.effect().apply(atHome(caller), request);
      return Response.text(
          200, XML, XmlWriter.result(called.name(), NAMESPACE, caller.requestId(), response));
    }

    // Clients that are told an endpoint sign for their own region, where AWS wants its first one.
    private static Caller atHome(Caller caller) {
      String home = Region.find(caller.region()).map(Region::global).orElse(caller.region());
      return new Caller(home, caller.requestId(), caller.now());
    }
  }
}
