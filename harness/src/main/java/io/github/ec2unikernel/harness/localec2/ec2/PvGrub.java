package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Table;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/**
 * One of Amazon's PV-GRUB kernel images.
 *
 * @param build what follows {@code pv-grub-} in the name, such as {@code hd0_1.05}
 */
record PvGrub(String region, String build, String architecture, String id) {

  private static final List<PvGrub> ALL =
      Table.read(
          PvGrub.class,
          "pv-grub.tsv",
          row -> new PvGrub(row.get(0), row.get(1), row.get(2), row.get(3)));

  /** Returns the kernel images of a region, none where AWS has none. */
  static List<Image> in(String region) {
    return ALL.stream().filter(kernel -> kernel.region.equals(region)).map(PvGrub::image).toList();
  }

  private Image image() {
    String name = "pv-grub-" + build + "-" + architecture + ".gz";
    return Image.builder()
        .imageId(id)
        .name(name)
        .imageLocation("ec2-public-images-" + region + "/" + name + ".manifest.xml")
        .imageType(ImageTypeValues.KERNEL)
        .imageOwnerAlias("amazon")
        .ownerId(Caller.AMAZON)
        .publicLaunchPermissions(true)
        .architecture(architecture)
        .hypervisor(HypervisorType.XEN)
        .virtualizationType(VirtualizationType.PARAVIRTUAL)
        .rootDeviceType(DeviceType.INSTANCE_STORE)
        .state(ImageState.AVAILABLE)
        .creationDate("2015-01-01T00:00:00.000Z")
        .build();
  }
}
