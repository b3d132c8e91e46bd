package io.github.ec2unikernel.harness.localec2.policy;

import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Wildcard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param sid its name, empty when it has none
 * @param allows whether its effect is Allow, not Deny
 * @param actions the actions it is about
 * @param resources the resources it is about, null in a trust policy
 * @param principals whom it is about, null in a policy that belongs to one identity
 * @param conditions what must hold, all of it
 */
record Statement(
    String sid,
    boolean allows,
    Selection actions,
    @Nullable Selection resources,
    @Nullable Principals principals,
    List<Condition> conditions) {

  /** Takes a copy of the conditions. */
  Statement {
    conditions = List.copyOf(conditions);
  }

  /** Returns whether it is about this permission; its principal is not looked at. */
  boolean covers(Permission permission) {
    RequestContext context = new RequestContext(permission.context());
    return actions.covers(permission.action(), Wildcard::matchesAnyCase)
        && (resources == null || resources.covers(permission.resource(), Wildcard::matches))
        && conditions.stream().allMatch(condition -> condition.holds(context));
  }
}
