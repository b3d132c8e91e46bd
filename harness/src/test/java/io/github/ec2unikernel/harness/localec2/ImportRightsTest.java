package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the role of an import has to be allowed. */
final class ImportRightsTest extends ImportBase {

  @Test
  void aRoleThatIsNotThereOrDoesNotTrustIsRefusedAtOnce() {
    put("disk", random(MIB, 1));
    String message = "does not exist or does not have sufficient permissions";

    assertThat(Clients.refusal(() -> ec2.importSnapshot(request("RAW").roleName("other").build())))
        .hasMessageContaining("The service role other provided " + message);
    // A dry run does not look at the role.
    assertThat(
            Clients.code(
                () -> ec2.importSnapshot(request("RAW").roleName("other").dryRun(true).build())))
        .isEqualTo("DryRunOperation");
    iam.updateAssumeRolePolicy(
        r ->
            r.roleName("vmimport")
                .policyDocument(
                    Policies.read("trust-policy.json").replace("\"vmimport\"", "\"x\"")));
    assertThat(Clients.refusal(() -> startImport("RAW"))).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:ec2:*::snapshot/*, us-west-2, true",
    "arn:aws:ec2:eu-west-1::snapshot/*, us-west-2, false",
    "arn:aws:ec2:*::snapshot/*, eu-west-1, false"
  })
  void theRightsOfARoleAreForSnapshotsAndImagesInTheRegion(
      String snapshots, String region, boolean usable) {
    put("disk", random(MIB, 1));
    givePolicy(
        """
        {"Version": "2012-10-17",
         "Statement": [
           {"Effect": "Allow", "Action": "ec2:*",
            "Resource": ["%s", "arn:aws:ec2:*::image/*"],
            "Condition": {"StringEquals": {"aws:RequestedRegion": "%s"}}},
           {"Effect": "Allow", "Action": "ec2:DescribeSnapshots", "Resource": "*"},
           {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        """
            .formatted(snapshots, region));

    if (usable) {
      startImport("RAW");
    } else {
      assertThat(Clients.code(() -> startImport("RAW"))).isEqualTo("InvalidParameter");
    }
  }

  @ParameterizedTest
  @CsvSource({"s3:GetObject", "s3:GetBucketLocation", "s3:ListBucket"})
  void aRoleWithoutARightOnTheBucketEndsTheTask(String action) {
    put("disk", random(MIB, 1));
    givePolicy(Policies.read("role-policy.json").replace(action, "s3:GetObjectAcl"));

    String id = startImport("RAW");
    pass(DELAY.dividedBy(2));

    assertThat(detail(id).status()).isEqualTo("deleting");
    pass(DELAY);
    assertThat(detail(id).status()).isEqualTo("deleted");
    assertThat(detail(id).statusMessage())
        .isEqualTo(
            "ClientError: Disk validation failed [We do not have access to the given resource."
                + " Reason 403 Forbidden]");
  }
}
