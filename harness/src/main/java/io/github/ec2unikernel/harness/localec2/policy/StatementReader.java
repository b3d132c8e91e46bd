package io.github.ec2unikernel.harness.localec2.policy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of one document.
 *
 * @param kind what the document belongs to
 * @param hasVariables whether <code>${...}</code> is a policy variable in it
 */
record StatementReader(PolicyKind kind, boolean hasVariables) {

  private static final Set<String> KNOWN =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Principal",
          "NotPrincipal",
          "Condition");
  private static final Set<String> PRINCIPAL_TYPES =
      Set.of("AWS", "Service", "Federated", "CanonicalUser");

  Statement read(JsonElement element) {
    JsonObject json = Elements.object(element, "Statement");
    Elements.requireKnown(json, KNOWN, "Statement");
    Selection actions = selection(json, "Action");
    if (actions == null) {
      throw new PolicyException("Statement: Action is missing");
    }
    for (String action : actions.patterns()) {
      if (!action.equals("*") && !action.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
        throw new PolicyException("Action: '" + action + "' is not SERVICE:ACTION");
      }
    }
    return new Statement(
        json.has("Sid") ? sid(json) : "",
        allows(json),
        actions,
        resources(json),
        principals(json),
        json.has("Condition")
            ? ConditionReader.read(json.get("Condition"), hasVariables)
            : List.of());
  }

  private static String sid(JsonObject json) {
    String sid = Elements.texts(json.get("Sid"), "Sid").get(0);
    if (!sid.matches("[A-Za-z0-9]*")) {
      throw new PolicyException("Sid: '" + sid + "' has other characters than letters and digits");
    }
    return sid;
  }

  private static boolean allows(JsonObject json) {
    String effect = json.has("Effect") ? Elements.texts(json.get("Effect"), "Effect").get(0) : "";
    return switch (effect) {
      case "Allow" -> true;
      case "Deny" -> false;
      default -> throw new PolicyException("Effect: '" + effect + "' is not Allow or Deny");
    };
  }

  private @Nullable Selection resources(JsonObject json) {
    Selection resources = selection(json, "Resource");
    if (kind == PolicyKind.TRUST && resources != null) {
      throw new PolicyException("Statement: a trust policy has no Resource");
    }
    if (kind == PolicyKind.TRUST || resources == null) {
      if (kind == PolicyKind.IDENTITY) {
        throw new PolicyException("Statement: Resource is missing");
      }
      return null;
    }
    for (String resource : resources.patterns()) {
      if (!resource.equals("*") && resource.split(":", -1).length < 6) {
        throw new PolicyException("Resource: '" + resource + "' is neither an ARN nor *");
      }
    }
    return resources;
  }

  private @Nullable Selection selection(JsonObject json, String name) {
    String negated = "Not" + name;
    if (json.has(name) && json.has(negated)) {
      throw new PolicyException("Statement: " + name + " and " + negated + " exclude each other");
    }
    String given = json.has(negated) ? negated : name;
    if (!json.has(given)) {
      return null;
    }
    List<String> patterns = Elements.texts(json.get(given), given);
    patterns.forEach(pattern -> Elements.refuseVariable(pattern, given, hasVariables));
    return new Selection(patterns, given.equals(negated));
  }

  private @Nullable Principals principals(JsonObject json) {
    if (json.has("NotPrincipal")) {
      throw new PolicyException("Statement: NotPrincipal is not decided by here");
    }
    if (json.has("Principal") != (kind == PolicyKind.TRUST)) {
      throw new PolicyException(
          kind == PolicyKind.TRUST
              ? "Statement: Principal is missing"
              : "Statement: the policy of an identity has no Principal");
    }
    if (kind != PolicyKind.TRUST) {
      return null;
    }
    JsonElement given = json.get("Principal");
    if (given.isJsonPrimitive() && given.getAsString().equals("*")) {
      return Principals.ALL;
    }
    JsonObject object = Elements.object(given, "Principal");
    Elements.requireKnown(object, PRINCIPAL_TYPES, "Principal");
    Map<String, List<String>> byType = new HashMap<>();
    object
        .entrySet()
        .forEach(e -> byType.put(e.getKey(), Elements.texts(e.getValue(), "Principal")));
    return new Principals(byType);
  }
}
