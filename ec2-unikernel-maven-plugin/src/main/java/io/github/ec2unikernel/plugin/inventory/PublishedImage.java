package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.Grantee;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.publish.ResourceTags;
import java.util.List;
import java.util.Set;

/**
 * A machine image that was published, in one region.
 *
 * @param image what EC2 says of it
 * @param sharedWith who else may launch it
 * @param instances the ids of the instances that run from it, or could again
 */
public record PublishedImage(
    String region, ImageRecord image, Set<Grantee> sharedWith, List<String> instances) {

  /** Takes copies. */
  public PublishedImage {
    sharedWith = Set.copyOf(sharedWith);
    instances = List.copyOf(instances);
  }

  /** Returns whether everyone may launch it. */
  public boolean isPublic() {
    return sharedWith.contains(Grantee.PUBLIC);
  }

  /** Returns by which way it boots, {@code hvm} of one that somebody registered without saying. */
  public String bootWay() {
    String tagged = image.tags().get(ResourceTags.BOOT_WAY);
    if (tagged != null) {
      return tagged;
    }
    return image.kernelId() == null ? "hvm" : BootWay.PVGRUB.id();
  }

  /** Returns the ids of its snapshots. */
  public List<String> snapshotIds() {
    return image.disks().stream().map(DiskMapping::snapshotId).distinct().toList();
  }

  /** Returns the size of all its volumes together, in GiB. */
  public int sizeGib() {
    return image.disks().stream().mapToInt(DiskMapping::volumeSizeGib).sum();
  }
}
