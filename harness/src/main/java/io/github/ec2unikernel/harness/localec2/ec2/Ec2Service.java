package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import io.github.ec2unikernel.harness.localec2.wire.XmlWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** EC2's Query API with its table of actions; what is not in it is {@code InvalidAction}. */
public final class Ec2Service implements Service {

  private static final String VERSION = "2016-11-15";
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + VERSION + "/";
  private static final String XML = "text/xml;charset=UTF-8";

  private final Map<String, Ec2Action<?>> actions = new HashMap<>();

  /**
   * Creates the service over a state.
   *
   * @param snapshotDelay how long the copy of a snapshot stays pending
   * @param imageDelay how long an image stays pending, and an instance on its way to a state
   * @param importDelay how long a task takes that imports a snapshot
   */
  public Ec2Service(
      State state, Duration snapshotDelay, Duration imageDelay, Duration importDelay) {
    ImportRole importRole = new ImportRole(state);
    ImportStages importStages = new ImportStages(importDelay);
    ImportTasks importTasks =
        new ImportTasks(state, new ImportWork(state, importRole, importStages), importStages);
    ImageCatalog catalog = new ImageCatalog(state);
    SnapshotCopier copier = new SnapshotCopier(state, snapshotDelay);
    SecurityGroups groups = new SecurityGroups(state);
    Instances instances = new Instances(state);
    Duration copyDelay = imageDelay.compareTo(snapshotDelay) > 0 ? imageDelay : snapshotDelay;
    Stream.of(
            new ImageActions(state, catalog).actions(),
            new ImageRegistration(state, catalog, imageDelay).actions(),
            new ImageCopy(state, catalog, copier, copyDelay).actions(),
            new ImageAttributes(state, catalog).actions(),
            new ImageDeprecation(state, catalog).actions(),
            new SnapshotActions(state).actions(),
            new SnapshotCopy(state, copier).actions(),
            new SnapshotAttributes(state).actions(),
            new ImportRequests(state, importRole, importTasks).actions(),
            importTasks.actions(),
            new TagActions(state).actions(),
            new RegionActions().actions(),
            new NetworkActions().actions(),
            new SecurityGroupActions(state, groups, instances).actions(),
            new IngressActions(state, groups).actions(),
            new InstanceTypeActions().actions(),
            new InstanceLaunch(state, catalog, groups, imageDelay).actions(),
            new InstanceActions(state, instances, imageDelay).actions(),
            new InstanceStatusActions(instances).actions())
        .flatMap(List::stream)
        .forEach(action -> actions.put(action.name(), action));
  }

  @Override
  public String name() {
    return "ec2";
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
    if (name == null) {
      throw new Refusal(
          400, "MissingAction", "The request is missing an action or a required parameter.");
    }
    if (!VERSION.equals(version)) {
      throw new Refusal(
          400,
          "NoSuchVersion",
          "The requested version (" + version + ") of service AmazonEC2 does not exist");
    }
    Ec2Action<?> action = actions.get(name);
    if (action == null) {
      throw new Refusal(
          400, "InvalidAction", "The action " + name + " is not valid for this web service.");
    }
    return new Ec2Invocation(action, form);
  }

  @Override
  public Refusal unauthenticated(SignatureProblem problem, String detail) {
    return switch (problem) {
      case MISSING ->
          new Refusal(
              400, "MissingParameter", "The request must contain the parameter AWSAccessKeyId");
      case INCOMPLETE ->
          new Refusal(400, "IncompleteSignature", "The signature is incomplete: " + detail);
      case UNKNOWN_KEY ->
          new Refusal(
              401, "AuthFailure", "AWS was not able to validate the provided access credentials");
      case EXPIRED -> new Refusal(400, "RequestExpired", "Request has expired: " + detail);
      case SCOPE ->
          new Refusal(
              403, "SignatureDoesNotMatch", "Credential is scoped to another place: " + detail);
      case MISMATCH ->
          new Refusal(
              403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your AWS Secret Access Key and signing method. Consult the service"
                  + " documentation for details.");
    };
  }

  @Override
  public Refusal unauthorized(String action) {
    return new Refusal(
        403,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. User: "
            + Caller.arn()
            + " is not authorized to perform: ec2:"
            + action
            + " because no identity-based policy allows the ec2:"
            + action
            + " action");
  }

  @Override
  public Refusal unauthorized(Permission permission, boolean denied) {
    Refusal refusal = Service.super.unauthorized(permission, denied);
    return new Refusal(
        refusal.status(),
        refusal.code(),
        "You are not authorized to perform this operation. " + refusal.text());
  }

  @Override
  public Refusal unavailable() {
    return new Refusal(503, "Unavailable", "The service is unavailable. Please try again shortly.");
  }

  @Override
  public Refusal expired() {
    return new Refusal(400, "RequestExpired", "Request has expired.");
  }

  @Override
  public Refusal throttled() {
    return new Refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
  }

  @Override
  public Refusal internal(Throwable cause) {
    return new Refusal(500, "InternalError", "An internal error has occurred: " + cause);
  }

  @Override
  public Response write(Refusal refusal, String requestId) {
    return Response.text(refusal.status(), XML, XmlWriter.error(refusal, requestId));
  }

  private record Ec2Invocation(Ec2Action<?> called, Map<String, String> parameters)
      implements Invocation {

    @Override
    public String action() {
      return called.name();
    }

    @Override
    public List<Permission> permissions(Caller caller) {
      return called.permissions(caller, parameters);
    }

    @Override
    public Response perform(Caller caller) {
      String xml =
          XmlWriter.response(
              called.name(), NAMESPACE, caller.requestId(), called.perform(caller, parameters));
      return Response.text(200, XML, xml);
    }
  }
}
