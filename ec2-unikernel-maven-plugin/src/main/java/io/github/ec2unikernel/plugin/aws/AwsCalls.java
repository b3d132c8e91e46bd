package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs calls under the name of the IAM action they need, and tells their failures to people.
 *
 * @param failures the words for what goes wrong
 */
record AwsCalls(AwsFailures failures) {

  /** Returns what the call returns. */
  <T> T run(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failures.of(action, e);
    }
  }

  /** Returns the failure of a call that its caller looked at first. */
  EnvironmentException failure(String action, SdkException e) {
    return failures.of(action, e);
  }
}
