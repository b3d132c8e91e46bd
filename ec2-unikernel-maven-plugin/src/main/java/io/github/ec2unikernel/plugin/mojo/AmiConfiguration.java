package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Deprecation;
import io.github.ec2unikernel.plugin.publish.ImageOptions;
import io.github.ec2unikernel.plugin.publish.PlatformOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code <ami>} element: what the AMI is beside its disks. */
public final class AmiConfiguration {

  /**
   * Its description, with the same places as its name. User property: unikernel.ami.description.
   */
  private @Nullable String description;

  /**
   * From when on it is deprecated: a time after it was registered, such as {@code P1Y}, or a date.
   * User property: unikernel.ami.deprecateAfter.
   */
  private @Nullable String deprecateAfter;

  /**
   * {@code legacy-bios}, {@code uefi} or {@code uefi-preferred}; what the disk is made for if not
   * given; refused for a PV image, which has no firmware. User property: unikernel.ami.bootMode.
   */
  private @Nullable String bootMode;

  /**
   * Whether the guest drives ENA, without which no Nitro type starts an image; what is known of the
   * kernel if not given, and true for a ready disk; refused for a PV image, which it can make
   * unreachable. User property: unikernel.ami.ena.
   */
  private @Nullable String ena;

  /**
   * {@code v2.0} if instances are to give metadata by IMDSv2 alone, which takes a guest that asks
   * that way. User property: unikernel.ami.imdsSupport.
   */
  private @Nullable String imdsSupport;

  /**
   * {@code v2.0} for a TPM, which takes the boot mode uefi; refused for a PV image, which has no
   * firmware. User property: unikernel.ami.tpmSupport.
   */
  private @Nullable String tpmSupport;

  /** The EBS volume of the root: type, iops, throughput, size, deleteOnTermination. */
  private EbsConfiguration ebs = new EbsConfiguration();

  /**
   * Returns the options.
   *
   * @param name the AMI's name, or null
   * @param volumes the EBS volumes of the further disks, by their names
   */
  ImageOptions options(Settings settings, @Nullable String name, Map<String, EbsVolume> volumes) {
    Map<String, EbsVolume> all = new HashMap<>(volumes);
    all.put("", ebs.volume(settings, "unikernel.ami.ebs"));
    String deprecation = settings.text("unikernel.ami.deprecateAfter", deprecateAfter);
    return ImageOptions.standard()
        .withName(name)
        .withDescription(settings.text("unikernel.ami.description", description))
        .withDeprecation(deprecation == null ? null : Deprecation.parse(deprecation, Instant.now()))
        .withPlatform(platform(settings))
        .withVolumes(all);
  }

  /**
   * Returns what decides where an AMI of the image launches.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the image can't have what is
   *     asked of its platform
   */
  LaunchImage launch(Settings settings, DiskImage image) {
    return platform(settings).launchImage(image.boot());
  }

  /** Returns what is asked of the platform. */
  PlatformOptions platform(Settings settings) {
    return new PlatformOptions(
        settings.text("unikernel.ami.bootMode", bootMode),
        settings.text("unikernel.ami.ena", ena) == null
            ? null
            : settings.flag("unikernel.ami.ena", ena),
        settings.text("unikernel.ami.imdsSupport", imdsSupport),
        settings.text("unikernel.ami.tpmSupport", tpmSupport));
  }
}
