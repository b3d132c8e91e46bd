package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.Identity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything that a deploy would fail of, and makes nothing. */
public final class Preflight {

  private final Clock clock;

  /** Creates one for this machine's clock. */
  public Preflight() {
    this(Clock.systemUTC());
  }

  Preflight(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns all that was found out; of credentials that AWS does not know, that alone.
   *
   * @throws ProblemException if there are no credentials or no region to ask with
   */
  public List<Finding> find(PreflightRequest request) {
    try (AwsConnections connections = AwsConnections.open(request.target(), AwsLimits.standard())) {
      AwsConnection aws = connections.primary();
      List<Finding> findings = new ArrayList<>();
      Identity identity;
      try {
        identity = aws.identities().find();
      } catch (ProblemException e) {
        return List.of(Finding.of("identity", e));
      }
      findings.add(Finding.ok("identity", "account " + identity.account() + ", " + identity.arn()));
      for (Check check : checks(request, connections, identity)) {
        try {
          findings.addAll(check.find());
        } catch (ProblemException e) {
          findings.add(Finding.of(check.name(), e));
        }
      }
      return findings;
    }
  }

  private List<Check> checks(
      PreflightRequest request, AwsConnections connections, Identity identity) {
    AwsConnection first = connections.primary();
    List<Check> checks = new ArrayList<>();
    checks.add(new ClockCheck(identity, clock));
    checks.add(new RegionCheck(first, request.others()));
    List<AwsConnection> all = new ArrayList<>(List.of(first));
    request.others().forEach(region -> all.add(connections.in(region)));
    KernelLookup firstKernel = new KernelLookup(first);
    for (AwsConnection aws : all) {
      KernelLookup kernel = aws == first ? firstKernel : new KernelLookup(aws);
      if (!request.isHvm()) {
        checks.add(new KernelCheck(kernel));
      }
      String name = request.name();
      if (name != null) {
        checks.add(new NameCheck(aws, name));
      }
      boolean copied = request.copies() && aws != first;
      checks.add(
          copied
              ? new PermissionCheck(
                  aws,
                  "ec2:CopyImage",
                  () -> aws.dryRuns().copy(first.region(), firstKernel.idOrNone()))
              : new PermissionCheck(
                  aws,
                  "ec2:RegisterImage",
                  () -> aws.dryRuns().register(request.isHvm() ? null : kernel.idOrNone())));
      if (!copied) {
        checks.add(new QuotaCheck(aws));
      }
    }
    String bucket = request.bucket();
    if (bucket != null) {
      checks.add(new BucketCheck(first, bucket));
      checks.add(new RoleCheck(first, request.role()));
    }
    LaunchImage image = request.image();
    if (image != null) {
      checks.add(new LaunchCheck(image));
    }
    if (!request.instanceTypes().isEmpty()) {
      checks.add(new InstanceTypeCheck(first, request.instanceTypes(), image));
    }
    return checks;
  }
}
