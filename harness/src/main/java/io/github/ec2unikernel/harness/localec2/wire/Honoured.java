package io.github.ec2unikernel.harness.localec2.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The members of a request that an action does something about, as {@code
 * BlockDeviceMappings.Ebs.SnapshotId}; a name without a dot stands for all below it.
 */
public record Honoured(Set<String> members) {

  /** Returns the honoured members of an action. */
  public static Honoured of(String... members) {
    return new Honoured(Set.of(members));
  }

  /**
   * Returns the members that are set and that the action would ignore, so that a call which AWS
   * would take another way never succeeds in silence.
   */
  public List<String> ignored(SdkPojo request) {
    List<String> ignored = new ArrayList<>();
    collect(request, "", ignored);
    return ignored;
  }

  private void collect(SdkPojo shape, String prefix, List<String> ignored) {
    for (SdkField<?> field : shape.sdkFields()) {
      Object value = Shapes.value(field, shape);
      String name = prefix + field.memberName();
      if (value == null || members.contains(name)) {
        continue;
      }
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      boolean deeper = members.stream().anyMatch(member -> member.startsWith(name + "."));
      if (!deeper) {
        ignored.add(name);
      }
      for (Object element : deeper ? values : List.of()) {
        if (element instanceof SdkPojo nested) {
          collect(nested, name + ".", ignored);
        }
      }
    }
  }
}
