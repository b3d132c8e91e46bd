package io.github.ec2unikernel.plugin.setup;

import io.github.ec2unikernel.plugin.aws.Ingress;
import io.github.ec2unikernel.plugin.aws.SecurityGroupRecord;
import io.github.ec2unikernel.plugin.aws.SecurityGroups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The security group that says which ports of instances are open. */
record SecurityGroupPart(SecurityGroups groups, String name, Set<Ingress> ingress) implements Part {

  private static final String DESCRIPTION = "Ports of unikernels";

  @Override
  public List<Change> missing() {
    // Before anything else is made.
    groups.requireVpc();
    Optional<SecurityGroupRecord> found = groups.find(name);
    List<Change> changes = new ArrayList<>();
    if (found.isEmpty()) {
      changes.add(
          new Change(
              "make the security group '" + name + "'" + opening(ingress),
              () -> {
                String id = groups.create(name, DESCRIPTION, SetupTags.ALL);
                if (!ingress.isEmpty()) {
                  groups.authorize(id, ingress);
                }
              }));
      return changes;
    }
    SecurityGroupRecord group = found.get();
    Set<Ingress> more = without(ingress, group.ingress());
    if (!more.isEmpty()) {
      changes.add(
          new Change(
              "open the security group '" + name + "'" + opening(more),
              () -> groups.authorize(group.id(), more)));
    }
    Set<Ingress> less = without(group.ingress(), ingress);
    // Others may have opened their own group for reasons of their own.
    if (!less.isEmpty() && SetupTags.areOn(group.tags())) {
      changes.add(
          new Change(
              "close the security group '" + name + "'" + opening(less),
              () -> groups.revoke(group.id(), less)));
    }
    return changes;
  }

  @Override
  public List<Change> undoing(SetupListener listener) {
    Optional<SecurityGroupRecord> found = groups.find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    if (!SetupTags.areOn(found.get().tags())) {
      listener.left("the security group '" + name + "', which setup did not make");
      return List.of();
    }
    return List.of(
        new Change(
            "delete the security group '" + name + "'", () -> groups.delete(found.get().id())));
  }

  private static Set<Ingress> without(Set<Ingress> all, Set<Ingress> some) {
    Set<Ingress> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static String opening(Set<Ingress> ports) {
    List<String> texts =
        ports.stream()
            .sorted(Comparator.comparing(Ingress::port).thenComparing(Ingress::toString))
            .map(Ingress::toString)
            .toList();
    return texts.isEmpty() ? "" : " for " + String.join(", ", texts);
  }
}
