package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.List;

/** Whether one more snapshot may be pending. */
record QuotaCheck(AwsConnection aws) implements Check {

  /** AWS allows an account so many, and does not allow more when asked. */
  private static final int MOST = 100;

  private static final int MANY = 90;

  @Override
  public String name() {
    return "quota";
  }

  @Override
  public List<Finding> find() {
    int pending = aws.snapshots().pending();
    String detail = pending + " of " + MOST + " pending snapshots in " + aws.region();
    String hint =
        "Delete those that no run will complete: "
            + aws.cli("describe-snapshots --owner-ids self --filters Name=status,Values=pending");
    if (pending >= MOST) {
      return List.of(Finding.failure(name(), detail, hint));
    }
    return List.of(
        pending >= MANY ? Finding.warning(name(), detail, hint) : Finding.ok(name(), detail));
  }
}
