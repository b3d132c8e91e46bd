package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.preflight.Finding;
import io.github.ec2unikernel.plugin.preflight.Preflight;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything in the account that a deploy would fail of, tells all of it and makes
 * nothing: the identity, the clock, the regions, PV-GRUB, the AMI's name, permissions, quotas, the
 * bucket and the role; and, of a kernel or a boot way that is given, where it launches.
 */
@Mojo(name = "check", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class CheckMojo extends AbstractAccountMojo {

  /** What is looked at: instanceTypes. */
  @Parameter private CheckConfiguration check = new CheckConfiguration();

  /** The bucket and the role that are to be there: bucket, role. */
  @Parameter private SetupConfiguration setup = new SetupConfiguration();

  /** The AMI's name. */
  @Parameter(property = "unikernel.amiName")
  private @Nullable String amiName;

  /** The regions to publish to. */
  @Parameter(property = "unikernel.regions")
  private List<String> regions = List.of();

  /** The kernel to be published, to say where it launches. */
  @Parameter(property = "unikernel.kernel")
  private @Nullable String kernel;

  /** The way by which it is to boot: auto, pvgrub, multiboot, shim, pvh or disk. */
  @Parameter(property = "unikernel.bootWay")
  private @Nullable String bootWay;

  /** What the AMI is beside its disks: bootMode, ena. */
  @Parameter private AmiConfiguration ami = new AmiConfiguration();

  /** How the AMI gets there: replication. */
  @Parameter private PublishConfiguration publish = new PublishConfiguration();

  @Override
  protected void run(AwsTarget target) {
    Settings settings = settings();
    RegionList places =
        RegionList.of(target.region(), settings.words("unikernel.regions", regions));
    List<Finding> findings =
        new Preflight()
            .find(
                check.request(
                    settings,
                    target.in(places.first()),
                    publish.regions(settings, places.others()),
                    settings.text("unikernel.amiName", amiName),
                    setup.bucket(settings),
                    setup.role(settings),
                    PlannedImage.of(
                            settings,
                            kernel,
                            bootWay,
                            ami.options(settings, null, Map.of()).platform())
                        .launch()));
    new CheckLog(getLog()).tell(findings);
    CheckLog.require(findings);
  }
}
