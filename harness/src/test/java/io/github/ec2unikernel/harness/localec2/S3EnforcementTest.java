package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/** What the calls of S3, IAM and imports must be allowed. */
final class S3EnforcementTest extends S3Base {

  @Test
  void anObjectNeedsTheRightOnItsKeyAndItsTagsTheirs() {
    allow("s3:PutObject", "arn:aws:s3:::unikernels/disks/*");

    put("disks/a", new byte[1]);
    assertThat(Clients.code(() -> put("other", new byte[1]))).isEqualTo("AccessDenied");
    assertThat(
            Clients.code(
                () ->
                    s3.putObject(
                        r -> r.bucket(BUCKET).key("disks/b").tagging("a=1"),
                        RequestBody.fromString("x"))))
        .isEqualTo("AccessDenied");
    assertThat(Clients.refusal(() -> s3.headObject(r -> r.bucket(BUCKET).key("disks/a"))))
        .matches(e -> e.statusCode() == 403);
  }

  @Test
  void whoMayNotListTheBucketIsNotToldThatAnObjectIsMissing() {
    allow("s3:GetObject", "arn:aws:s3:::unikernels/*");
    assertThat(Clients.code(() -> get("missing"))).isEqualTo("AccessDenied");

    allow("s3:*", "*");
    assertThat(Clients.code(() -> get("missing"))).isEqualTo("NoSuchKey");
  }

  @Test
  void tagsAtABucketsCreationNeedTheirOwnRight() {
    allow("s3:CreateBucket", "*");
    Tag tag = Tag.builder().key("made-by").value("setup").build();

    assertThat(
            Clients.refusal(
                () ->
                    s3.createBucket(
                        r ->
                            r.bucket("tagged")
                                .createBucketConfiguration(
                                    c -> c.locationConstraint(Clients.OREGON).tags(tag)))))
        .hasMessageContaining("s3:TagResource");
  }

  @Test
  void eachObjectOfADeletionNeedsTheRight() {
    put("disks/a", new byte[1]);
    put("other", new byte[1]);
    allow("s3:DeleteObject", "arn:aws:s3:::unikernels/disks/*");

    List<ObjectIdentifier> objects =
        Stream.of("disks/a", "other").map(k -> ObjectIdentifier.builder().key(k).build()).toList();
    var answer = s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(objects)));

    assertThat(answer.deleted()).extracting(DeletedObject::key).containsExactly("disks/a");
    assertThat(answer.errors())
        .extracting(error -> error.key() + " " + error.code())
        .containsExactly("other AccessDenied");
    local.allowAll();
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly("other");
  }

  @Test
  void whoMayNotListABucketDoesNotLearnWhatIsNotInIt() {
    allow("s3:GetObject", "arn:aws:s3:::unikernels/*");

    assertThat(Clients.code(() -> get("none"))).isEqualTo("AccessDenied");
    assertThat(Clients.refusal(() -> s3.headObject(r -> r.bucket(BUCKET).key("none"))))
        .matches(e -> e.statusCode() == 403);
    allow("s3:*", "arn:aws:s3:::unikernels*");
    assertThat(Clients.code(() -> get("none"))).isEqualTo("NoSuchKey");
  }

  @Test
  void anImportNeedsTheRightToPassTheRole() {
    put("disk", random(MIB, 1));
    allow("ec2:ImportSnapshot", "*");

    assertThat(
            Clients.refusal(
                () ->
                    ec2.importSnapshot(
                        r -> r.diskContainer(d -> d.format("RAW").url("s3://unikernels/disk")))))
        .hasMessageContaining("iam:PassRole on resource: arn:aws:iam::123456789012:role/vmimport");
  }

  private void allow(String action, String resource) {
    String document =
        """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}
        """
            .formatted(action, resource);
    local.enforce(List.of(PolicyDocument.parse(document, PolicyKind.IDENTITY)));
  }
}
