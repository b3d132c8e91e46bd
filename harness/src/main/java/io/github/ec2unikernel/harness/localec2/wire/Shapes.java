package io.github.ec2unikernel.harness.localec2.wire;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** AWS's shapes as the SDK describes them; the one place that casts. */
public final class Shapes {

  private Shapes() {}

  /** Returns what a builder builds. */
  static SdkPojo build(SdkPojo builder) {
    return (SdkPojo) ((Buildable) builder).build();
  }

  /** Returns a fresh builder of a structure member. */
  static SdkPojo builder(SdkField<?> field) {
    Supplier<SdkPojo> constructor = field.constructor();
    return constructor.get();
  }

  /** Returns the member description of a list, or nothing for any other member. */
  static Optional<SdkField<?>> listMember(SdkField<?> field) {
    return field.getOptionalTrait(ListTrait.class).<SdkField<?>>map(ListTrait::memberFieldInfo);
  }

  /** Returns the name of a list's elements in XML. */
  static String listMemberName(SdkField<?> field) {
    String name = field.getRequiredTrait(ListTrait.class).memberLocationName();
    return name == null ? "member" : name;
  }

  /** Returns a member's value, null when it was never set. */
  static @Nullable Object value(SdkField<?> field, SdkPojo shape) {
    Object value = field.getValueOrDefault(shape);
    boolean unset = value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    return unset || (value != null && isMadeUp(field, shape, value)) ? null : value;
  }

  // A token that a client would make up for itself is another one each time.
  private static boolean isMadeUp(SdkField<?> field, SdkPojo shape, Object value) {
    return field.containsTrait(DefaultValueTrait.class)
        && !value.equals(field.getValueOrDefault(shape));
  }
}
