package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher's IAM policy against the calls that are really made. */
class PublisherPolicyTest {

  private static final Path POLICY = Path.of("../policies/publisher.json");

  @TempDir Path folder;

  @Test
  void itAllowsWhatADeployAndItsUndoCallAndNothingElse() throws IOException {
    SortedSet<String> called = new TreeSet<>();
    try (LocalAccount account = new LocalAccount(folder)) {
      account.publish(account.disk("good", 3L * RawDisks.BLOCK, 0));
      account.server().faults().inject(Fault.denied("DescribeSnapshots", 1).times(100));
      assertThatThrownBy(() -> account.publish(account.disk("late", 3L * RawDisks.BLOCK, 1)))
          .isInstanceOf(EnvironmentException.class);
      account.server().faults().clear();
      account.server().faults().inject(Fault.denied("DescribeImages", 4).times(100));
      assertThatThrownBy(() -> account.publish(account.disk("later", 3L * RawDisks.BLOCK, 2)))
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

  private static SortedSet<String> allowed() throws IOException {
    SortedSet<String> actions = new TreeSet<>();
    JsonArray statements =
        JsonParser.parseString(Files.readString(POLICY))
            .getAsJsonObject()
            .getAsJsonArray("Statement");
    for (JsonElement statement : statements) {
      JsonElement action = statement.getAsJsonObject().get("Action");
      if (action.isJsonArray()) {
        action.getAsJsonArray().forEach(each -> actions.add(each.getAsString()));
      } else {
        actions.add(action.getAsString());
      }
    }
    return actions;
  }
}
