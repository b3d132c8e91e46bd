package io.github.ec2unikernel.harness.localec2.wire;

import java.util.Map;

/**
 * What a policy must allow for a call to be made.
 *
 * @param action the IAM action, such as {@code ec2:RegisterImage}; not always that of the API: S3's
 *     HeadObject needs {@code s3:GetObject}
 * @param resource the ARN of what it is done to, {@code *} where the action knows no resources
 * @param context the condition keys that the call gives a value, such as {@code
 *     aws:RequestTag/Name}
 */
public record Permission(String action, String resource, Map<String, String> context) {

  /** Takes a copy of the context. */
  public Permission {
    context = Map.copyOf(context);
  }

  /** Returns a permission of an action that knows no resources. */
  public static Permission of(String action) {
    return new Permission(action, "*", Map.of());
  }
}
