package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Honoured;
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
 */
record Ec2Action<I extends SdkPojo>(
    String name,
    Class<I> request,
    Supplier<? extends SdkPojo> builder,
    Honoured honoured,
    BiFunction<Caller, I, ? extends SdkPojo> effect) {

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
    return new Ec2Action<>(
        name.substring(0, name.length() - SUFFIX.length()),
        request,
        builder,
        new Honoured(members),
        effect);
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
