package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.image.MenuRequest;
import io.github.ec2unikernel.plugin.preflight.Finding;
import io.github.ec2unikernel.plugin.preflight.Preflight;
import io.github.ec2unikernel.plugin.publish.ImportOptions;
import java.nio.file.Path;
import java.util.List;
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

  /** What it is to be given: without its guest, Xen starts nothing. */
  @Parameter(property = "unikernel.modules")
  private @Nullable List<String> modules;

  /** The way by which it is to boot: auto, pvgrub, multiboot, shim, pvh or disk. */
  @Parameter(property = "unikernel.bootWay")
  private @Nullable String bootWay;

  /** The kernels to be published, where there are several: each with file, title and modules. */
  @Parameter private @Nullable List<KernelConfiguration> kernels;

  /** The entry to boot of several kernels, by its number from 0 or its title. */
  @Parameter(name = "default", property = "unikernel.default")
  private @Nullable String defaultEntry;

  /** The ready disk to be published, in place of a kernel. */
  @Parameter(property = "unikernel.disk")
  private @Nullable String disk;

  /** What is to start the disk: bios, uefi or both. */
  @Parameter(property = "unikernel.firmware")
  private @Nullable String firmware;

  /** What the AMI is beside its disks: bootMode, ena. */
  @Parameter private AmiConfiguration ami = new AmiConfiguration();

  /** How the AMI gets there: replication, via, bucket, role. */
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
                    viaS3(settings),
                    planned(settings).launch()));
    new CheckLog(getLog()).tell(findings);
    CheckLog.require(findings);
  }

  /** Returns how disks are imported: as a deploy would, or as they can be once all is set up. */
  private @Nullable ImportOptions viaS3(Settings settings) {
    ImportOptions asked = publish.viaS3(settings);
    String bucket = setup.bucket(settings);
    return asked != null || bucket == null
        ? asked
        : ImportOptions.of(bucket).withRole(setup.role(settings));
  }

  /** Takes {@code <default>}, which can't be a field's name. */
  public void setDefault(String entry) {
    defaultEntry = entry;
  }

  private PlannedImage planned(Settings settings) {
    List<KernelRequest> requests = kernels(settings);
    return new PlannedImage(
        requests,
        new MenuRequest(null, null, settings.text("unikernel.default", defaultEntry), null),
        ImageChoice.of(settings, bootWay, firmware, disk, !requests.isEmpty()),
        ami.platform(settings));
  }

  private List<KernelRequest> kernels(Settings settings) {
    if (kernels != null) {
      return kernels.stream().map(each -> each.request(settings)).toList();
    }
    Path file = settings.path("unikernel.kernel", kernel);
    List<Path> given =
        settings.words("unikernel.modules", modules).stream().map(settings::path).toList();
    return file == null ? List.of() : List.of(new KernelRequest(file, "", given, null, null));
  }
}
