package io.github.ec2unikernel.plugin.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The roles of the account. */
public final class Roles {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final IamClient iam;
  private final AwsCalls calls;

  Roles(IamClient iam, AwsCalls calls) {
    this.iam = iam;
    this.calls = calls;
  }

  /** Returns the role of that name, if there is one. */
  public Optional<RoleRecord> find(String name) {
    return known("iam:GetRole", () -> iam.getRole(r -> r.roleName(name)).role())
        .map(role -> new RoleRecord(role.roleName(), role.arn(), decoded(role), tags(role)));
  }

  /** Makes a role and waits until IAM knows it. */
  public void create(String name, String trust, String description, Map<String, String> tags) {
    calls.run(
        "iam:CreateRole",
        () ->
            iam.createRole(
                r ->
                    r.roleName(name)
                        .assumeRolePolicyDocument(trust)
                        .description(description)
                        .tags(
                            tags.entrySet().stream()
                                .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                                .toList())));
    Waits.until(
        GetRoleResponse.class,
        TIMEOUT,
        () -> iam.getRole(r -> r.roleName(name)),
        answer -> true,
        // IAM may not know for a moment what it has just made.
        NoSuchEntityException.class::isInstance,
        error -> calls.failure("iam:GetRole", error));
  }

  /** Changes who may take a role on. */
  public void trust(String name, String document) {
    calls.run(
        "iam:UpdateAssumeRolePolicy",
        () -> iam.updateAssumeRolePolicy(r -> r.roleName(name).policyDocument(document)));
  }

  /** Returns the document of a policy that belongs to a role only, if it has one of that name. */
  public Optional<String> policy(String role, String name) {
    return known(
            "iam:GetRolePolicy", () -> iam.getRolePolicy(r -> r.roleName(role).policyName(name)))
        .map(answer -> URLDecoder.decode(answer.policyDocument(), UTF_8));
  }

  /** Gives a role a policy that belongs to it only. */
  public void put(String role, String name, String document) {
    calls.run(
        "iam:PutRolePolicy",
        () -> iam.putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(document)));
  }

  /** Returns the names of all policies of a role, its own and those attached to it. */
  public List<String> policies(String role) {
    List<String> own =
        calls.run(
            "iam:ListRolePolicies",
            () -> iam.listRolePolicies(r -> r.roleName(role)).policyNames());
    List<String> attached =
        calls.run(
            "iam:ListAttachedRolePolicies",
            () ->
                iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies().stream()
                    .map(policy -> policy.policyName())
                    .toList());
    return Stream.concat(own.stream(), attached.stream()).toList();
  }

  /** Takes a policy away from a role; one that is gone already is well. */
  public void deletePolicy(String role, String name) {
    known(
        "iam:DeleteRolePolicy", () -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(name)));
  }

  /** Deletes a role without policies; one that is gone already is well. */
  public void delete(String name) {
    known("iam:DeleteRole", () -> iam.deleteRole(r -> r.roleName(name)));
  }

  private <T> Optional<T> known(String action, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw calls.failure(action, e);
    }
  }

  // IAM gives documents percent-encoded.
  private static String decoded(Role role) {
    return URLDecoder.decode(role.assumeRolePolicyDocument(), UTF_8);
  }

  private static Map<String, String> tags(Role role) {
    Map<String, String> tags = new TreeMap<>();
    role.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }
}
