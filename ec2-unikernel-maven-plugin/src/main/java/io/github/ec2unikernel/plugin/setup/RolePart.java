package io.github.ec2unikernel.plugin.setup;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.RoleRecord;
import io.github.ec2unikernel.plugin.aws.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The role that VM Import takes on to read a disk from the bucket.
 *
 * @param trust who may take it on: a policy document
 * @param policy what it may do: a policy document
 */
record RolePart(Roles roles, String name, String trust, String policy) implements Part {

  private static final String POLICY = "ec2-unikernel-import";
  private static final String DESCRIPTION = "Lets VM Import read disks from a bucket";

  @Override
  public List<Change> missing() {
    Optional<RoleRecord> found = roles.find(name);
    List<Change> changes = new ArrayList<>();
    if (found.isEmpty()) {
      changes.add(
          new Change(
              "make the role '" + name + "', which only VM Import may take on",
              () -> roles.create(name, trust, DESCRIPTION, SetupTags.ALL)));
    } else if (!isSame(found.get().trust(), trust)) {
      changes.add(trusting(found.get()));
    }
    if (!roles.policy(name, POLICY).filter(document -> isSame(document, policy)).isPresent()) {
      changes.add(
          new Change(
              "let the role '" + name + "' read the bucket, by its policy '" + POLICY + "'",
              () -> roles.put(name, POLICY, policy)));
    }
    return changes;
  }

  private Change trusting(RoleRecord role) {
    if (!SetupTags.areOn(role.tags())) {
      throw new InputException(
          "The role '" + name + "' is there, and others may take it on than setup would let",
          "Name another with -Dunikernel.role=NAME, or let VM Import take it on: aws iam"
              + " update-assume-role-policy --role-name "
              + name
              + " --policy-document file://policies/trust-policy.json");
    }
    return new Change(
        "let only VM Import take on the role '" + name + "'", () -> roles.trust(name, trust));
  }

  @Override
  public List<Change> undoing(SetupListener listener) {
    Optional<RoleRecord> found = roles.find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    List<String> policies = new ArrayList<>(roles.policies(name));
    if (policies.remove(POLICY)) {
      changes.add(
          new Change(
              "delete the policy '" + POLICY + "' of the role '" + name + "'",
              () -> roles.deletePolicy(name, POLICY)));
    }
    if (!SetupTags.areOn(found.get().tags())) {
      listener.left("the role '" + name + "', which setup did not make");
    } else if (!policies.isEmpty()) {
      throw new InputException(
          "The role '" + name + "' has policies that setup did not give it: " + policies,
          "Take them away first, if nobody needs them: aws iam list-role-policies --role-name "
              + name);
    } else {
      changes.add(new Change("delete the role '" + name + "'", () -> roles.delete(name)));
    }
    return changes;
  }

  private static boolean isSame(String one, String other) {
    try {
      return JsonParser.parseString(one).equals(JsonParser.parseString(other));
    } catch (JsonParseException e) {
      return false;
    }
  }
}
