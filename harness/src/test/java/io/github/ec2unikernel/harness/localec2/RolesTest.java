package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

final class RolesTest extends LocalEc2Base {

  private static final String TRUST = Policies.read("trust-policy.json");
  private static final String POLICY = Policies.read("role-policy.json");

  private IamClient iam;

  @BeforeEach
  void open() {
    iam = Clients.iam(local);
  }

  @AfterEach
  void closeIam() {
    iam.close();
  }

  @Test
  void aRoleIsMadeFoundAndDeleted() {
    Tag tag = Tag.builder().key("made-by").value("setup").build();
    iam.createRole(
        r ->
            r.roleName("vmimport")
                .assumeRolePolicyDocument(TRUST)
                .description("imports disks")
                .tags(tag));

    Role role = iam.getRole(r -> r.roleName("vmimport")).role();
    assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/vmimport");
    assertThat(decoded(role.assumeRolePolicyDocument())).isEqualTo(TRUST);
    assertThat(role.tags()).containsExactly(tag);
    assertThat(iam.listRoles().roles()).extracting(Role::roleName).containsExactly("vmimport");

    iam.deleteRole(r -> r.roleName("vmimport"));
    assertThat(Clients.code(() -> iam.getRole(r -> r.roleName("vmimport"))))
        .isEqualTo("NoSuchEntity");
  }

  @Test
  void aPolicyOfARoleIsReadBackAndHoldsTheRole() {
    create();
    iam.putRolePolicy(r -> r.roleName("vmimport").policyName("vmimport").policyDocument(POLICY));

    assertThat(iam.listRolePolicies(r -> r.roleName("vmimport")).policyNames())
        .containsExactly("vmimport");
    assertThat(
            decoded(
                iam.getRolePolicy(r -> r.roleName("vmimport").policyName("vmimport"))
                    .policyDocument()))
        .isEqualTo(POLICY);
    assertThat(Clients.code(() -> iam.deleteRole(r -> r.roleName("vmimport"))))
        .isEqualTo("DeleteConflict");
    iam.deleteRolePolicy(r -> r.roleName("vmimport").policyName("vmimport"));
    assertThat(
            Clients.code(
                () -> iam.deleteRolePolicy(r -> r.roleName("vmimport").policyName("vmimport"))))
        .isEqualTo("NoSuchEntity");
    iam.deleteRole(r -> r.roleName("vmimport"));
  }

  @Test
  void documentsThatAreNoneAreMalformed() {
    create();

    assertThat(
            Clients.code(
                () ->
                    iam.putRolePolicy(
                        r -> r.roleName("vmimport").policyName("p").policyDocument("{]"))))
        .isEqualTo("MalformedPolicyDocument");
    // A trust policy is no identity policy: it has principals.
    assertThat(
            Clients.code(
                () ->
                    iam.putRolePolicy(
                        r -> r.roleName("vmimport").policyName("p").policyDocument(TRUST))))
        .isEqualTo("MalformedPolicyDocument");
    assertThat(
            Clients.code(
                () -> iam.createRole(r -> r.roleName("b").assumeRolePolicyDocument(POLICY))))
        .isEqualTo("MalformedPolicyDocument");
  }

  @Test
  void namesAreTakenOnceWhateverTheirCase() {
    create();

    assertThat(
            Clients.code(
                () -> iam.createRole(r -> r.roleName("VMImport").assumeRolePolicyDocument(TRUST))))
        .isEqualTo("EntityAlreadyExists");
    assertThat(
            Clients.code(
                () -> iam.createRole(r -> r.roleName("a/b").assumeRolePolicyDocument(TRUST))))
        .isEqualTo("ValidationError");
    assertThat(Clients.code(() -> iam.getRole(r -> r.roleName("../../snapshots/x"))))
        .isEqualTo("ValidationError");
  }

  @Test
  void trustAndTagsAreChanged() {
    create();
    String other = TRUST.replace("vmie.amazonaws.com", "ec2.amazonaws.com");

    iam.updateAssumeRolePolicy(r -> r.roleName("vmimport").policyDocument(other));
    iam.tagRole(r -> r.roleName("vmimport").tags(Tag.builder().key("a").value("1").build()));
    iam.untagRole(r -> r.roleName("vmimport").tagKeys("b"));

    assertThat(decoded(iam.getRole(r -> r.roleName("vmimport")).role().assumeRolePolicyDocument()))
        .isEqualTo(other);
    assertThat(iam.listRoleTags(r -> r.roleName("vmimport")).tags())
        .extracting(Tag::key)
        .containsExactly("a");
  }

  @Test
  void aParameterThatIsNotDoneIsNotIgnored() {
    assertThat(
            Clients.code(
                () ->
                    iam.createRole(
                        r ->
                            r.roleName("a")
                                .assumeRolePolicyDocument(TRUST)
                                .permissionsBoundary("arn:aws:iam::123456789012:policy/p"))))
        .isEqualTo("ValidationError");
    assertThat(Clients.code(() -> iam.listUsers())).isEqualTo("InvalidAction");
  }

  private void create() {
    iam.createRole(r -> r.roleName("vmimport").assumeRolePolicyDocument(TRUST));
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
