package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredRole;
import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/** The roles of the caller's account. */
final class Roles {

  private static final int LONGEST_NAME = 64;

  private final State state;

  Roles(State state) {
    this.state = state;
  }

  List<StoredRole> all(Caller caller) {
    return state.roles(caller.region()).all();
  }

  Optional<StoredRole> find(Caller caller, String name) {
    return state.roles(caller.region()).find(name);
  }

  /** Returns the role of that name. */
  StoredRole require(Caller caller, @Nullable String roleName) {
    String name = IamRefusals.requireName(roleName, "roleName", LONGEST_NAME);
    return find(caller, name).orElseThrow(() -> IamRefusals.noRole(name));
  }

  /** Writes a role, new or changed; the caller holds the roles. */
  void put(Caller caller, StoredRole role) {
    state.roles(caller.region()).put(role.role().roleName(), role);
  }

  void remove(Caller caller, String name) {
    state.roles(caller.region()).remove(name);
  }

  /** Changes the role of that name. */
  StoredRole change(Caller caller, @Nullable String name, UnaryOperator<StoredRole> change) {
    return holding(
        caller,
        () -> {
          StoredRole changed = change.apply(require(caller, name));
          put(caller, changed);
          return changed;
        });
  }

  /** Does something while no one else changes the roles. */
  <T> T holding(Caller caller, Supplier<T> work) {
    return state.holdingRegion(caller.region(), work);
  }

  /** Returns the permission of an action on a role, with its path and tags when it is there. */
  Permission permission(Caller caller, String action, @Nullable String name) {
    Optional<StoredRole> role =
        Optional.ofNullable(name)
            .filter(text -> text.matches("[\\w+=,.@-]{1,64}"))
            .flatMap(text -> find(caller, text));
    String arn = role.map(r -> r.role().arn()).orElseGet(() -> arn(caller, "/", name));
    Map<String, String> tags = new LinkedHashMap<>();
    role.ifPresent(r -> r.role().tags().forEach(tag -> tags.put(tag.key(), tag.value())));
    return Permission.of("iam:" + action, arn).withResourceTags(tags);
  }

  /** Returns a role's ARN. */
  static String arn(Caller caller, String path, @Nullable String name) {
    return "arn:"
        + Arn.partition(caller.region())
        + ":iam::"
        + Caller.ACCOUNT
        + ":role"
        + path
        + (name == null ? "*" : name);
  }

  /** Returns tags by their keys. */
  static Map<String, String> byKey(List<Tag> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (tag.key() == null || tag.value() == null || tag.key().isEmpty()) {
        throw IamRefusals.invalid("A tag needs a key and a value");
      }
      if (byKey.put(tag.key(), tag.value()) != null) {
        throw new Refusal(400, "InvalidInput", "Duplicate tag keys found: " + tag.key());
      }
    }
    return byKey;
  }

  /** Returns tags as the SDK has them. */
  static List<Tag> tags(Map<String, String> byKey) {
    return byKey.entrySet().stream()
        .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
        .toList();
  }
}
