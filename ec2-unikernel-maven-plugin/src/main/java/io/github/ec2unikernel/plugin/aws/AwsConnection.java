package io.github.ec2unikernel.plugin.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients of one region, opened with credentials that were found. */
public final class AwsConnection implements AutoCloseable {

  static {
    SdkLogging.quieten();
  }

  private static final int SERVER_ERROR = 500;

  private final AwsTarget target;
  private final String region;
  private final Transport transport;
  private final Ec2Client ec2;
  private final EbsClient ebs;
  private final DirectPut directPut;
  private final Lazy<S3Client> s3;
  private final Lazy<IamClient> iam;
  private final Lazy<StsClient> sts;
  private final AwsCalls calls;

  private AwsConnection(AwsTarget target, String region, Transport transport) {
    this.target = target;
    this.region = region;
    this.transport = transport;
    ec2 = transport.configure(Ec2Client.builder().httpClient(transport.http())).build();
    ebs = transport.configure(EbsClient.builder().httpClient(transport.http())).build();
    s3 = new Lazy<>(this::s3);
    iam =
        new Lazy<>(
            () -> transport.configure(IamClient.builder().httpClient(transport.http())).build());
    sts =
        new Lazy<>(
            () -> transport.configure(StsClient.builder().httpClient(transport.http())).build());
    directPut = transport.directPut();
    calls = new AwsCalls(new AwsFailures(target, region));
  }

  /** Opens a connection within the usual limits, as {@link #open(AwsTarget, AwsLimits)} does. */
  public static AwsConnection open(AwsTarget target) {
    return open(target, AwsLimits.standard());
  }

  /**
   * Opens a connection; nothing is sent to EC2 yet.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException without a region, without
   *     credentials, or if the profile is unknown, naming what was looked at
   * @throws io.github.ec2unikernel.harness.model.InputException if the region isn't one by its form
   */
  public static AwsConnection open(AwsTarget target, AwsLimits limits) {
    Profiles.requireKnown(target.profile());
    String region = RegionFinder.find(target);
    return new AwsConnection(
        target, region, new Transport(target, region, Credentials.find(target), limits));
  }

  /** Returns whether a failure is AWS's own answer, so that nothing was done of the call. */
  public static boolean isAnswer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException answer) {
        return answer.statusCode() < SERVER_ERROR;
      }
    }
    return false;
  }

  /** Returns the region that the connection is to. */
  public String region() {
    return region;
  }

  /** Returns where it is to, and as whom. */
  public AwsTarget target() {
    return target;
  }

  /** Returns the endpoint that stands in for AWS, if any. */
  public @Nullable URI endpoint() {
    return target.endpoint();
  }

  /** Returns the name that its endpoint keeps although the URL changes, if it has one. */
  public @Nullable String place() {
    return target.place();
  }

  /** Returns the machine images of the region. */
  public Images images() {
    return new Images(ec2, calls);
  }

  /** Returns the instances of the region. */
  public Instances instances() {
    return new Instances(ec2, calls);
  }

  /** Returns what changes images and snapshots of the region. */
  public ImageChanges changes() {
    return new ImageChanges(ec2, calls);
  }

  /** Returns with whom images and snapshots of the region are shared. */
  public Permissions permissions() {
    return new Permissions(ec2, calls);
  }

  /** Returns the EBS snapshots of the region. */
  public Snapshots snapshots() {
    return new Snapshots(ec2, ebs, directPut, calls, region);
  }

  /** Returns the PV-GRUB kernels of the region. */
  public PvGrubKernels kernels() {
    return new PvGrubKernels(ec2, calls, region);
  }

  /** Returns who the credentials are of. */
  public Identities identities() {
    return new Identities(sts.get(), calls);
  }

  /** Returns the account's roles. */
  public Roles roles() {
    return new Roles(iam.get(), calls);
  }

  /** Returns the account's buckets, of which those of the region can be made and set up. */
  public Buckets buckets() {
    return new Buckets(s3.get(), calls, region);
  }

  /** Returns the objects in which disks wait for their import. */
  public DiskObjects objects() {
    return new DiskObjects(s3.get(), calls, transport.limits());
  }

  /** Returns the region's tasks that import snapshots. */
  public ImportTasks imports() {
    return new ImportTasks(ec2, calls, target, region);
  }

  /** Returns the security groups of the region's default VPC. */
  public SecurityGroups securityGroups() {
    return new SecurityGroups(ec2, calls, region);
  }

  /** Returns what tells whether something may be done. */
  public DryRuns dryRuns() {
    return new DryRuns(ec2, calls);
  }

  /** Returns the regions of the partition. */
  public RegionStates regions() {
    return new RegionStates(ec2, calls);
  }

  /** Returns the instance types of the region. */
  public InstanceTypes instanceTypes() {
    return new InstanceTypes(ec2, calls);
  }

  private S3Client s3() {
    return transport
        .configure(S3Client.builder().httpClient(transport.http()))
        // Names such as BUCKET.127.0.0.1 are nobody's.
        .forcePathStyle(target.endpoint() != null)
        .build();
  }

  /** Returns the aws command line that runs an EC2 command against the same target. */
  public String cli(String command) {
    return target.cli(command, region);
  }

  @Override
  public void close() {
    ec2.close();
    ebs.close();
    s3.close();
    iam.close();
    sts.close();
    directPut.close();
    transport.close();
  }
}
