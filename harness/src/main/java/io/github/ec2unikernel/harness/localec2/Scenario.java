package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a local EC2 is like besides being strict.
 *
 * @param policies what the caller may do, null for everything
 * @param script what goes wrong
 * @param log the file that calls are appended to as lines of JSON, null for none
 */
public record Scenario(
    @Nullable List<PolicyDocument> policies, FaultScript script, @Nullable Path log) {

  /** Everything is allowed, nothing goes wrong and nothing is written. */
  public static final Scenario PLAIN = new Scenario(null, FaultScript.EMPTY, null);

  /** Takes a copy. */
  public Scenario {
    policies = policies == null ? null : List.copyOf(policies);
  }

  /** Returns the same with policies. */
  public Scenario withPolicies(List<PolicyDocument> other) {
    return new Scenario(other, script, log);
  }

  /**
   * Returns the same with the policies of identities that files hold.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException naming the file that can't be used
   */
  public Scenario withPolicyFiles(List<Path> files) {
    return withPolicies(
        files.stream().map(file -> PolicyDocument.read(file, PolicyKind.IDENTITY)).toList());
  }

  /** Returns the same with faults. */
  public Scenario withFaults(FaultScript other) {
    return new Scenario(policies, other, log);
  }

  /** Returns the same with a file to log to. */
  public Scenario withLog(Path file) {
    return new Scenario(policies, script, file);
  }
}
