package io.github.ec2unikernel.plugin.setup;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.Partition;
import io.github.ec2unikernel.plugin.policy.PolicyTemplate;
import io.github.ec2unikernel.plugin.policy.PolicyValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes what publishing and launching need once in an account, and takes it down again. */
public final class Setup {

  private final SetupListener listener;

  /** Creates one that tells what it does. */
  public Setup(SetupListener listener) {
    this.listener = listener;
  }

  /**
   * Makes what is missing and mends what is different; a second run finds nothing to do.
   *
   * @param dryRun whether to tell only
   * @throws io.github.ec2unikernel.harness.model.InputException if something of others is in the
   *     way
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if AWS refuses or fails
   */
  public void make(SetupRequest request, boolean dryRun) {
    try (AwsConnection aws = AwsConnection.open(request.target())) {
      List<Change> changes =
          parts(request, aws).stream().flatMap(part -> part.missing().stream()).toList();
      make(changes, dryRun);
    }
  }

  /**
   * Deletes what {@link #make} made, as the tags tell, and nothing else.
   *
   * @param dryRun whether to tell only
   * @throws io.github.ec2unikernel.harness.model.InputException if others use it, and nothing is
   *     deleted then
   */
  public void undo(SetupRequest request, boolean dryRun) {
    try (AwsConnection aws = AwsConnection.open(request.target())) {
      List<Part> parts = new ArrayList<>(parts(request, aws));
      Collections.reverse(parts);
      List<Change> changes =
          parts.stream().flatMap(part -> part.undoing(listener).stream()).toList();
      make(changes, dryRun);
    }
  }

  private void make(List<Change> changes, boolean dryRun) {
    if (changes.isEmpty()) {
      listener.nothingToDo();
    }
    // All of them before the first: what is seen here is what will be done.
    changes.forEach(change -> listener.planned(change.text()));
    if (!dryRun) {
      for (Change change : changes) {
        listener.making(change.text());
        change.work().run();
      }
    }
  }

  private static List<Part> parts(SetupRequest request, AwsConnection aws) {
    List<Part> parts = new ArrayList<>();
    String bucket = request.bucket();
    if (bucket != null) {
      parts.add(new BucketPart(aws.buckets(), bucket, aws.region()));
      PolicyValues values =
          new PolicyValues(
              Partition.of(aws.region()),
              aws.identities().find().account(),
              "*",
              bucket,
              request.role());
      parts.add(
          new RolePart(
              aws.roles(),
              request.role(),
              PolicyTemplate.named("trust-policy").filledIn(values),
              PolicyTemplate.named("role-policy").filledIn(values)));
    }
    String group = request.securityGroup();
    if (group != null) {
      parts.add(new SecurityGroupPart(aws.securityGroups(), group, request.ingress()));
    }
    return parts;
  }
}
