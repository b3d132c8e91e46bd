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

/** What was made and is not seen by all calls yet, as with AWS for some seconds. */
final class Unseen {

  private static final Pattern ID =
      Pattern.compile("\\b(?:ami|snap|sg|i|import-snap)-[0-9a-f]+\\b");
  private static final String TAGGING = "CreateTags";

  private final Map<String, Instant> made = new ConcurrentHashMap<>();
  private final Map<String, Instant> tagged = new ConcurrentHashMap<>();

  /** Hides what a call has just made, or the tags that it gave, until a time. */
  void hide(Service.Invocation call, Response response, Instant until) {
    Map<String, String> parameters = call.parameters();
    if (call.action().equals(TAGGING)) {
      parameters.values().stream()
          .filter(value -> ID.matcher(value).matches())
          .forEach(id -> tagged.put(id, until));
      return;
    }
    Optional.ofNullable(parameters.get("RoleName")).ifPresent(role -> made.put(role, until));
    ID.matcher(response.text())
        .results()
        .map(MatchResult::group)
        .filter(id -> !parameters.containsValue(id))
        .forEach(id -> made.put(id, until));
  }

  /** Returns how a call is refused that names what it does not see yet. */
  Optional<Refusal> refusal(String service, Map<String, String> parameters, Instant now) {
    if (made.isEmpty()) {
      return Optional.empty();
    }
    return parameters.entrySet().stream()
        .filter(p -> !p.getKey().startsWith("Filter."))
        .map(Map.Entry::getValue)
        .filter(id -> isHidden(made, id, now))
        .findFirst()
        .map(id -> refusal(service, id));
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
    if (service.equals("iam")) {
      return new Refusal(404, "NoSuchEntity", "The role with name " + id + " cannot be found.");
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
