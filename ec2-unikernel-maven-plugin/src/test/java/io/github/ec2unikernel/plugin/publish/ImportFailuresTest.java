package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left where publishing by way of S3 fails. */
class ImportFailuresTest extends ImportWayBase {

  @Test
  void aRoleThatIsNotThereIsNamedAndNothingIsLeft() {
    ProblemException problem = failure(ImportAccount.options().withRole("nobody"), new Events());

    assertThat(problem)
        .hasMessageContaining("ec2:ImportSnapshot")
        .hasMessageContaining("The service role nobody provided does not exist");
    assertThat(problem.hint()).contains("trust-policy.json", "iam:PassRole", "<role>");
    assertNothingIsLeft();
  }

  @Test
  void aRoleThatMayNotReadTheBucketEndsTheImportAndNothingIsLeft() {
    imports.givePolicy(
        "vmimport", ImportAccount.policy("role-policy.json").replace("unikernels/*", "other/*"));

    ProblemException problem = failure(ImportAccount.options(), new Events());

    assertThat(problem).hasMessageContaining("403 Forbidden").hasMessageContaining("failed");
    assertThat(problem.hint())
        .contains("Give the role vmimport the rights of policies/role-policy.json", "unikernels");
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetBucketLocation",
        "HeadObject",
        "ListMultipartUploads",
        "CreateMultipartUpload",
        "ListParts",
        "UploadPart",
        "CompleteMultipartUpload",
        "ImportSnapshot",
        "DescribeImportSnapshotTasks",
        "CreateTags",
        "RegisterImage"
      })
  void aDeniedActionIsNamedAndNothingIsLeft(String action) {
    account.server().faults().inject(Fault.denied(action, 1));

    ProblemException problem = failure(ImportAccount.options(), new Events());

    assertThat(problem).isInstanceOf(EnvironmentException.class);
    assertThat(problem.hint()).contains("IAM action");
    assertNothingIsLeft();
    assertThat(publish(ImportAccount.options(), new Events()).reused()).isFalse();
    assertThat(account.snapshots()).hasSize(1);
    assertThat(imports.objects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateMultipartUpload",
        "UploadPart",
        "CompleteMultipartUpload",
        "ImportSnapshot",
        "CreateTags",
        "DeleteObject"
      })
  void anAnswerThatIsLostOnceChangesNothing(String action) {
    account.server().faults().inject(Fault.resetAfterEffect(action, 1));

    publish(ImportAccount.options(), new Events());

    assertThat(account.snapshots()).hasSize(1);
    assertThat(account.images()).hasSize(1);
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.tasks()).hasSize(1);
  }

  @Test
  void aThrottledUploadGoesOn() {
    account.server().faults().inject(Fault.throttled("UploadPart", 2).times(3));

    publish(ImportAccount.options(), new Events());

    assertThat(account.snapshots()).hasSize(1);
  }

  @Test
  void anObjectThatCantBeDeletedIsLeftToTheNextRunAndTheImageIsGood() {
    account.server().faults().inject(Fault.denied("DeleteObject", 1).times(ALWAYS));
    Events events = new Events();

    MachineImage image = publish(ImportAccount.options(), events);

    assertThat(account.images()).hasSize(1);
    assertThat(events.left()).hasSize(1);
    assertThat(events.left().get(0).command())
        .startsWith("aws s3 rm s3://unikernels/ec2-unikernel/");
    assertThat(imports.objects()).hasSize(1);
    account.server().faults().clear();
    assertThat(publish(ImportAccount.options(), new Events()).id()).isEqualTo(image.id());
    assertThat(imports.objects()).isEmpty();
  }
}
