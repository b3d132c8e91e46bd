package io.github.ec2unikernel.plugin.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.PermissionCheck;
import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The proof that a policy is enough for its jobs, and that they need every action of it.
 *
 * @param policy the policy's name
 * @param folder where the accounts are
 * @param jobs the jobs by their names, each opened with a folder of its own
 */
public record PolicyProof(String policy, Path folder, Map<String, Function<Path, Job>> jobs) {

  private static final PolicyValues VALUES =
      new PolicyValues("aws", "123456789012", "*", "disks", "importer");

  /** Returns the tests: one for each job, one for each action of each statement. */
  public Stream<DynamicTest> tests() {
    Map<String, Set<String>> asked = new LinkedHashMap<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (String job : jobs.keySet()) {
      tests.add(DynamicTest.dynamicTest(policy + " is enough to " + job, () -> work(job, asked)));
    }
    JsonArray statements = document().getAsJsonArray("Statement");
    for (int i = 0; i < statements.size(); i++) {
      int index = i;
      String sid = statements.get(i).getAsJsonObject().get("Sid").getAsString();
      for (String action : actions(statements.get(i))) {
        tests.add(
            DynamicTest.dynamicTest(
                "something fails without " + action + " of " + sid,
                () -> failsWithout(index, action, asked)));
      }
    }
    return tests.stream();
  }

  /** Does a job under the whole policy, and notes which actions it was asked for. */
  private void work(String job, Map<String, Set<String>> asked) {
    try (Job opened = open(job, job)) {
      enforce(opened.account(), document());
      opened.perform();
      opened.account().calls().all().stream()
          .flatMap(call -> call.permissions().stream())
          .forEach(
              check ->
                  asked
                      .computeIfAbsent(check.permission().action(), a -> new TreeSet<>())
                      .add(job));
    }
  }

  private void failsWithout(int statement, String action, Map<String, Set<String>> asked) {
    Set<String> users = asked.getOrDefault(action, Set.of());
    assertThat(users).as("jobs that need " + action).isNotEmpty();
    JsonObject less = document();
    JsonObject from = less.getAsJsonArray("Statement").get(statement).getAsJsonObject();
    JsonArray rest = new JsonArray();
    actions(from).stream().filter(one -> !one.equals(action)).forEach(rest::add);
    // An empty list is no policy; this action is nobody's.
    if (rest.isEmpty()) {
      rest.add("none:None");
    }
    from.add("Action", rest);
    assertThat(users)
        .as("jobs that fail without " + action)
        .anyMatch(job -> isRefused(job, statement + action, action, less));
  }

  private boolean isRefused(String job, String place, String action, JsonObject document) {
    try (Job opened = open(job, place.replace(':', '-'))) {
      enforce(opened.account(), document);
      Throwable thrown = catchThrowable(opened::perform);
      return thrown != null
          && opened.account().calls().all().stream()
              .map(Call::permissions)
              .flatMap(List::stream)
              .filter(check -> !check.isAllowed())
              .map(PermissionCheck::permission)
              .anyMatch(permission -> permission.action().equals(action));
    }
  }

  private Job open(String job, String place) {
    Function<Path, Job> opener = Objects.requireNonNull(jobs.get(job), job);
    return opener.apply(folder.resolve(place.replace(' ', '-')));
  }

  private static void enforce(LocalEc2 account, JsonObject document) {
    account.calls().keepAll();
    account.calls().clear();
    account.enforce(List.of(PolicyDocument.parse(document.toString(), PolicyKind.IDENTITY)));
  }

  private JsonObject document() {
    return JsonParser.parseString(PolicyTemplate.named(policy).filledIn(VALUES)).getAsJsonObject();
  }

  private static List<String> actions(JsonElement statement) {
    JsonElement action = statement.getAsJsonObject().get("Action");
    return action.isJsonArray()
        ? action.getAsJsonArray().asList().stream()
            .map(JsonElement::getAsString)
            .collect(Collectors.toList())
        : List.of(action.getAsString());
  }
}
