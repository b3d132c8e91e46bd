package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import io.github.ec2unikernel.plugin.publish.ImportOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the {@code <publish>} element says of disks that become snapshots by way of S3. */
public class ImportConfiguration extends UploadConfiguration {

  /**
   * How disks become snapshots: {@code ebs-direct}, block by block, or {@code s3-import}, by way of
   * a bucket. User property: unikernel.publish.via.
   */
  private @Nullable String via;

  /** The bucket in which they wait to be imported. User property: unikernel.bucket. */
  private @Nullable String bucket;

  /** Whether it is made if it is missing. User property: unikernel.publish.createBucket. */
  private @Nullable String createBucket;

  /**
   * The role by which AWS reads them there; {@code vmimport} if not given. User property:
   * unikernel.role.
   */
  private @Nullable String role;

  /**
   * What they are sent to the bucket as: {@code raw}, {@code vhd}, {@code vhd-dynamic} or {@code
   * vmdk}. User property: unikernel.publish.format.
   */
  private @Nullable String format;

  /**
   * How long an import may take; 2h if not given. User property: unikernel.publish.importTimeout.
   */
  private @Nullable String importTimeout;

  /** Returns how disks go by way of S3, or null if they don't. */
  final @Nullable ImportOptions viaS3(Settings settings) {
    boolean straight =
        settings.choice(
            "unikernel.publish.via",
            via,
            true,
            Settings.either("ebs-direct", true, "s3-import", false));
    if (straight) {
      return null;
    }
    String named = settings.text("unikernel.bucket", bucket);
    if (named == null) {
      throw new InputException(
          "Publishing via s3-import needs a bucket",
          "Name it with <publish><bucket> or -Dunikernel.bucket; the goal setup makes it.");
    }
    ImportOptions options = ImportOptions.of(named);
    return options
        .withCreateBucket(settings.flag("unikernel.publish.createBucket", createBucket))
        .withRole(settings.text("unikernel.role", role, ImportOptions.DEFAULT_ROLE))
        .withFormat(
            settings
                .choice("unikernel.publish.format", format, Optional.<DiskFormat>empty(), formats())
                .orElse(null))
        .withTimes(
            options.rolePatience(),
            settings.duration("unikernel.publish.importTimeout", importTimeout, options.timeout()));
  }

  private static Map<String, Optional<DiskFormat>> formats() {
    Map<String, Optional<DiskFormat>> formats = new LinkedHashMap<>();
    formats.put("raw", Optional.empty());
    for (DiskFormat each : List.of(DiskFormat.VHD, DiskFormat.VHD_DYNAMIC, DiskFormat.VMDK)) {
      formats.put(each.id(), Optional.of(each));
    }
    return formats;
  }
}
