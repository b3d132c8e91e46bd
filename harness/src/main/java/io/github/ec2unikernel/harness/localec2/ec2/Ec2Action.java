package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Honoured;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.QueryReader;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One action of EC2: its request, the members of it that it does something about, and what it does.
 *
 * @param name the action's name, that of its request's class
 * @param needs what the caller must be allowed, itself on all resources unless told otherwise
 */
record Ec2Action<I extends SdkPojo>(
    String name,
    Class<I> request,
    Supplier<? extends SdkPojo> builder,
    Honoured honoured,
    BiFunction<Caller, I, ? extends SdkPojo> effect,
    BiFunction<Caller, I, List<Permission>> needs) {

  private static final String SUFFIX = "Request";

  /** Returns an action; {@code DryRun} is honoured by all. */
  static <I extends SdkPojo> Ec2Action<I> of(
      Class<I> request,
      Supplier<? extends SdkPojo> builder,
      BiFunction<Caller, I, ? extends SdkPojo> effect,
      String... honoured) {
    String name = request.getSimpleName();
    Set<String> members = new HashSet<>(List.of(honoured));
    members.add("DryRun");
    String action = name.substring(0, name.length() - SUFFIX.length());
    return new Ec2Action<>(
        action,
        request,
        builder,
        new Honoured(members),
        effect,
        (caller, ignored) -> List.of(Permission.of("ec2:" + action)));
  }

  /** Returns the same action with what it must be allowed. */
  Ec2Action<I> needing(BiFunction<Caller, I, List<Permission>> other) {
    return new Ec2Action<>(name, request, builder, honoured, effect, other);
  }

  /** Returns what the caller must be allowed. */
  List<Permission> permissions(Caller caller, Map<String, String> parameters) {
    try {
      return needs.apply(caller, request.cast(new QueryReader(parameters).read(builder.get())));
    } catch (Refusal refusal) {
      // Parameters that can't be read are refused when the action is performed.
      return List.of(Permission.of("ec2:" + name));
    }
  }

  /** Reads the parameters and does what the action does. */
  SdkPojo perform(Caller caller, Map<String, String> parameters) {
    I typed = request.cast(new QueryReader(parameters).read(builder.get()));
    for (String ignored : honoured.ignored(typed)) {
      throw new Refusal(
          400,
          "UnsupportedOperation",
          "The local EC2 does not support the parameter " + ignored + " of " + name + ".");
    }
    if (Boolean.parseBoolean(parameters.get("DryRun"))) {
      throw new Refusal(
          412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }
    return effect.apply(caller, typed);
  }
}
