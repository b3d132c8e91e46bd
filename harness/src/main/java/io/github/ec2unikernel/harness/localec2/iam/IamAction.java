package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Honoured;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.QueryReader;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One action of IAM.
 *
 * @param needs what the caller must be allowed
 */
record IamAction<I extends SdkPojo>(
    String name,
    Class<I> request,
    Supplier<? extends SdkPojo> builder,
    Honoured honoured,
    BiFunction<Caller, I, Permission> needs,
    BiFunction<Caller, I, ? extends SdkPojo> effect) {

  private static final String SUFFIX = "Request";

  /** Returns an action. */
  static <I extends SdkPojo> IamAction<I> of(
      Class<I> request,
      Supplier<? extends SdkPojo> builder,
      BiFunction<Caller, I, Permission> needs,
      BiFunction<Caller, I, ? extends SdkPojo> effect,
      String... honoured) {
    String name = request.getSimpleName();
    return new IamAction<>(
        name.substring(0, name.length() - SUFFIX.length()),
        request,
        builder,
        Honoured.of(honoured),
        needs,
        effect);
  }

  /** Reads the parameters. */
  I read(Map<String, String> parameters) {
    I typed = request.cast(QueryReader.ofMembers(parameters).read(builder.get()));
    for (String ignored : honoured.ignored(typed)) {
      throw IamRefusals.invalid(
          "The local EC2 does not support the parameter " + ignored + " of " + name + ".");
    }
    return typed;
  }
}
