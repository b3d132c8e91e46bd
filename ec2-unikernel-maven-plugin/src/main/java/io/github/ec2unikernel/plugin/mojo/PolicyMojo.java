package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.policy.PolicyFiles;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the IAM policies that the goals need, filled in for the account that the credentials are
 * of, its partition and the bucket.
 */
@Mojo(name = "policy", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class PolicyMojo extends AbstractAccountMojo {

  private static final String DEFAULT_BUCKET = "unikernels";
  private static final String DEFAULT_DIRECTORY = "target/ec2-unikernel/policies";

  /** What the policies speak of: bucket, role. */
  @Parameter private SetupConfiguration setup = new SetupConfiguration();

  /** Where the documents are written to. */
  @Parameter(property = "unikernel.policyDirectory")
  private @Nullable String policyDirectory;

  /** The region that the policies are kept to; all regions if not given. */
  @Parameter(property = "unikernel.policyRegion")
  private @Nullable String policyRegion;

  @Override
  protected void run(AwsTarget target) {
    Settings settings = settings();
    String bucket = setup.bucket(settings);
    Path directory = settings.path("unikernel.policyDirectory", policyDirectory);
    new PolicyFiles(directory == null ? settings.path(DEFAULT_DIRECTORY) : directory)
        .write(
            target,
            settings.text("unikernel.policyRegion", policyRegion, "*"),
            bucket == null ? DEFAULT_BUCKET : bucket,
            setup.role(settings))
        .forEach((template, file) -> getLog().info(file + ": for " + template.audience() + "."));
  }
}
