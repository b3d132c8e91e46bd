package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.RoleRecord;
import java.util.List;
import java.util.Optional;

/** Whether the role that imports disks is there, and VM Import may take it on. */
record RoleCheck(AwsConnection aws, String role) implements Check {

  private static final String SERVICE = "vmie.amazonaws.com";

  @Override
  public String name() {
    return "role";
  }

  @Override
  public List<Finding> find() {
    Optional<RoleRecord> found = aws.roles().find(role);
    String hint =
        "Make it: mvn ec2-unikernel:setup -Dunikernel.bucket=BUCKET -Dunikernel.role=" + role;
    if (found.isEmpty()) {
      return List.of(Finding.failure(name(), "there is no role '" + role + "'", hint));
    }
    return List.of(
        found.get().trust().contains(SERVICE)
            ? Finding.ok(name(), "'" + role + "' lets " + SERVICE + " in")
            : Finding.failure(
                name(),
                "'" + role + "' does not let " + SERVICE + " in",
                "Let it, by policies/trust-policy.json: aws iam update-assume-role-policy"
                    + " --role-name "
                    + role
                    + " --policy-document file://trust-policy.json"));
  }
}
