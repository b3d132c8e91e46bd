package io.github.ec2unikernel.harness.localec2.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a policy must allow for a call to be made.
 *
 * @param action the IAM action, such as {@code ec2:RegisterImage}; not always that of the API: S3's
 *     HeadObject needs {@code s3:GetObject}
 * @param resource the ARN of what it is done to, {@code *} where the action knows no resources
 * @param context the condition keys that the call gives a value, such as {@code
 *     aws:RequestTag/Name}, most with one value, {@code aws:TagKeys} with several
 */
public record Permission(String action, String resource, Map<String, List<String>> context) {

  /** Takes a copy of the context. */
  public Permission {
    context = Map.copyOf(context);
  }

  /** Returns a permission of an action that knows no resources. */
  public static Permission of(String action) {
    return new Permission(action, "*", Map.of());
  }

  /** Returns a permission of an action on a resource. */
  public static Permission of(String action, String resource) {
    return new Permission(action, resource, Map.of());
  }

  /** Returns the same permission with a condition key's one value. */
  public Permission with(String key, String value) {
    return with(key, List.of(value));
  }

  /** Returns the same permission with a condition key's values; none leave the key out. */
  public Permission with(String key, Collection<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Map<String, List<String>> more = new HashMap<>(context);
    more.put(key, List.copyOf(values));
    return new Permission(action, resource, more);
  }

  /** Returns the same permission with the tags that the request gives: each and all keys. */
  public Permission withRequestTags(Map<String, String> tags) {
    Permission permission = with("aws:TagKeys", tags.keySet());
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      permission = permission.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
    }
    return permission;
  }

  /** Returns the same permission with the tags that the resource has. */
  public Permission withResourceTags(Map<String, String> tags) {
    Permission permission = this;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      permission = permission.with("aws:ResourceTag/" + tag.getKey(), tag.getValue());
    }
    return permission;
  }
}
