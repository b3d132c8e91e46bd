package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * A role of IAM.
 *
 * @param role the role, with its trust policy as it was given
 * @param policies its inline policies by their names
 */
public record StoredRole(Role role, Map<String, String> policies) {

  /** Takes a copy. */
  public StoredRole {
    policies = Map.copyOf(policies);
  }

  /** Returns the same role with another outside. */
  public StoredRole with(Role changed) {
    return new StoredRole(changed, policies);
  }

  /** Returns the same role with a policy more, or another of that name. */
  public StoredRole withPolicy(String name, String document) {
    Map<String, String> changed = new LinkedHashMap<>(policies);
    changed.put(name, document);
    return new StoredRole(role, changed);
  }

  /** Returns the same role without a policy. */
  public StoredRole withoutPolicy(String name) {
    Map<String, String> changed = new LinkedHashMap<>(policies);
    changed.remove(name);
    return new StoredRole(role, changed);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("role", JsonWriter.write(role));
    json.add("policies", TextMaps.toJson(policies));
    return json;
  }

  static StoredRole of(JsonObject json) {
    return new StoredRole(
        (Role) JsonReader.read(json.getAsJsonObject("role"), Role.builder()),
        TextMaps.of(json.getAsJsonObject("policies")));
  }
}
