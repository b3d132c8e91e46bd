package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.util.List;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * A security group and its rules for what comes in.
 *
 * @param group the group without rules of its own
 */
public record StoredGroup(SecurityGroup group, List<SecurityGroupRule> rules) {

  /** Takes a copy of the rules. */
  public StoredGroup {
    rules = List.copyOf(rules);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("group", JsonWriter.write(group));
    JsonArray array = new JsonArray();
    rules.forEach(rule -> array.add(JsonWriter.write(rule)));
    json.add("rules", array);
    return json;
  }

  static StoredGroup of(JsonObject json) {
    return new StoredGroup(
        (SecurityGroup) JsonReader.read(json.getAsJsonObject("group"), SecurityGroup.builder()),
        StreamSupport.stream(json.getAsJsonArray("rules").spliterator(), false)
            .map(rule -> JsonReader.read(rule.getAsJsonObject(), SecurityGroupRule.builder()))
            .map(SecurityGroupRule.class::cast)
            .toList());
  }
}
