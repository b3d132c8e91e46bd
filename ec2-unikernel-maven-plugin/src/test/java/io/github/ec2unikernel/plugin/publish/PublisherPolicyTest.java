package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher's IAM policy against the calls that are really made. */
class PublisherPolicyTest {

  private static final Path POLICY = Path.of("../policies/publisher.json");

  private static final String SNAPSHOT = "arn:aws:ec2:*::snapshot/*";
  private static final String IMAGE = "arn:aws:ec2:*::image/*";
  // The resource types of AWS's service authorization reference, of those that we create; actions
  // without any are allowed on "*" or not at all.
  private static final Map<String, Set<String>> RESOURCES =
      Map.ofEntries(
          Map.entry("ec2:DescribeImages", Set.of("*")),
          Map.entry("ec2:DescribeSnapshots", Set.of("*")),
          Map.entry("ebs:StartSnapshot", Set.of(SNAPSHOT)),
          Map.entry("ebs:PutSnapshotBlock", Set.of(SNAPSHOT)),
          Map.entry("ebs:CompleteSnapshot", Set.of(SNAPSHOT)),
          Map.entry("ebs:ListSnapshotBlocks", Set.of(SNAPSHOT)),
          Map.entry("ebs:GetSnapshotBlock", Set.of(SNAPSHOT)),
          Map.entry("ec2:RegisterImage", Set.of(IMAGE, SNAPSHOT)),
          Map.entry("ec2:CreateTags", Set.of(IMAGE, SNAPSHOT)),
          Map.entry("ec2:DeregisterImage", Set.of(IMAGE)),
          Map.entry("ec2:DeleteSnapshot", Set.of(SNAPSHOT)));

  @TempDir Path folder;

  @Test
  void itAllowsWhatADeployAndItsUndoCallAndNothingElse() throws IOException {
    SortedSet<String> called = new TreeSet<>();
    try (LocalAccount account = new LocalAccount(folder)) {
      account.publish(account.disk("good", 3L * RawDisks.BLOCK, 0, 1));
      account.publish(account.disk("better", 3L * RawDisks.BLOCK, 0, 1, 2));
      account.server().faults().inject(Fault.denied("DescribeSnapshots", 3).times(100));
      assertThatThrownBy(() -> account.publish(account.disk("late", 4L * RawDisks.BLOCK, 1)))
          .isInstanceOf(EnvironmentException.class);
      account.server().faults().clear();
      account.server().faults().inject(Fault.denied("DescribeImages", 5).times(100));
      assertThatThrownBy(() -> account.publish(account.disk("later", 4L * RawDisks.BLOCK, 2)))
          .isInstanceOf(EnvironmentException.class);
      for (Call call : account.server().calls().all()) {
        called.add(call.service() + ":" + call.action());
        if (call.parameters().keySet().stream().anyMatch(name -> name.contains("Tag"))) {
          // tags given at creation are a permission of their own
          called.add("ec2:CreateTags");
        }
      }
    }
    assertThat(allowed()).isEqualTo(called);
  }

  @Test
  void everyResourceIsOfATypeThatItsActionsWorkOn() throws IOException {
    for (JsonElement each : statements()) {
      JsonObject statement = each.getAsJsonObject();
      SortedSet<String> needed = new TreeSet<>();
      for (String action : texts(statement.get("Action"))) {
        assertThat(RESOURCES).containsKey(action);
        needed.addAll(RESOURCES.get(action));
      }
      assertThat(texts(statement.get("Resource")))
          .as(statement.get("Sid").getAsString())
          .containsExactlyInAnyOrderElementsOf(needed);
    }
  }

  private static SortedSet<String> allowed() throws IOException {
    SortedSet<String> actions = new TreeSet<>();
    for (JsonElement statement : statements()) {
      actions.addAll(texts(statement.getAsJsonObject().get("Action")));
    }
    return actions;
  }

  private static JsonArray statements() throws IOException {
    return JsonParser.parseString(Files.readString(POLICY))
        .getAsJsonObject()
        .getAsJsonArray("Statement");
  }

  /** Returns the texts of what IAM lets be one text or an array of them. */
  private static List<String> texts(JsonElement json) {
    return json.isJsonArray()
        ? json.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
        : List.of(json.getAsString());
  }
}
