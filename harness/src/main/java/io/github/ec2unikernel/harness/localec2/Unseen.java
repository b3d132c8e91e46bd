package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was made and is not seen by all calls yet, as with AWS for some seconds. */
final class Unseen {

  private static final Pattern ID =
      Pattern.compile("\\b(?:ami|snap|sg|i|import-snap)-[0-9a-f]+\\b");
  private static final String TAGGING = "CreateTags";
  private static final String ROLE_MAKING = "CreateRole";
  private static final String ROLE = "RoleName";

  private final Map<String, Instant> made = new ConcurrentHashMap<>();
  private final Map<String, Instant> tagged = new ConcurrentHashMap<>();
  private final Map<String, Instant> roles = new ConcurrentHashMap<>();

  /** Hides what a call has just made, or the tags that it gave, until a time. */
  void hide(Service.Invocation call, Response response, Instant until) {
    Map<String, String> parameters = call.parameters();
    if (call.action().equals(TAGGING)) {
      parameters.values().stream()
          .filter(value -> ID.matcher(value).matches())
          .forEach(id -> tagged.put(id, until));
      return;
    }
    if (call.action().equals(ROLE_MAKING)) {
      Optional.ofNullable(parameters.get(ROLE)).ifPresent(role -> roles.put(role, until));
      return;
    }
    if (call.action().startsWith("Describe")) {
      // It made nothing of what it lists.
      return;
    }
    ID.matcher(response.text())
        .results()
        .map(MatchResult::group)
        .filter(id -> !parameters.containsValue(id))
        .forEach(id -> made.put(id, until));
  }

  /** Returns how a call is refused that names what it does not see yet. */
  Optional<Refusal> refusal(String service, Service.Invocation call, Instant now) {
    Map<String, String> parameters = call.parameters();
    if (service.equals("iam") && !call.action().equals(ROLE_MAKING)) {
      return hiddenRole(parameters.get(ROLE), now)
          .map(
              role ->
                  new Refusal(
                      404, "NoSuchEntity", "The role with name " + role + " cannot be found."));
    }
    if (call.action().equals("ImportSnapshot")) {
      return hiddenRole(parameters.getOrDefault(ROLE, "vmimport"), now)
          .map(
              role ->
                  new Refusal(
                      400,
                      "InvalidParameter",
                      "The service role "
                          + role
                          + " provided does not exist or does not have sufficient permissions"));
    }
    if (made.isEmpty() || service.equals("iam")) {
      return Optional.empty();
    }
    return parameters.entrySet().stream()
        .filter(p -> !p.getKey().startsWith("Filter."))
        .map(Map.Entry::getValue)
        .filter(id -> isHidden(made, id, now))
        .findFirst()
        .map(id -> refusal(service, id));
  }

  private Optional<String> hiddenRole(@Nullable String name, Instant now) {
    return Optional.ofNullable(name).filter(role -> isHidden(roles, role, now));
  }

  /** Returns an answer of EC2 without what the call does not see yet. */
  Response without(Response response, Map<String, String> parameters, Instant now) {
    boolean byTags = parameters.values().stream().anyMatch(value -> value.startsWith("tag:"));
    Set<String> hidden =
        made.keySet().stream().filter(id -> isHidden(made, id, now)).collect(Collectors.toSet());
    if (byTags) {
      tagged.keySet().stream().filter(id -> isHidden(tagged, id, now)).forEach(hidden::add);
    }
    return hidden.isEmpty() ? response : ListedItems.without(response, hidden);
  }

  private static boolean isHidden(Map<String, Instant> until, String id, Instant now) {
    Instant end = until.get(id);
    if (end != null && !now.isBefore(end)) {
      until.remove(id, end);
      return false;
    }
    return end != null;
  }

  private static Refusal refusal(String service, String id) {
    if (service.equals("ebs")) {
      // Not the 404 of a snapshot that never was: this is what clients of AWS have seen.
      return new Refusal(
          400,
          "ValidationException",
          "The snapshot '" + id + "' does not exist.",
          "INVALID_SNAPSHOT_ID");
    }
    return switch (id.substring(0, id.lastIndexOf('-'))) {
      case "ami" ->
          new Refusal(400, "InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
      case "snap" ->
          new Refusal(400, "InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
      case "sg" ->
          new Refusal(
              400, "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
      case "i" ->
          new Refusal(
              400, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
      default -> new Refusal(400, "InvalidConversionTaskId.Malformed", "Tasks not found: " + id);
    };
  }
}
