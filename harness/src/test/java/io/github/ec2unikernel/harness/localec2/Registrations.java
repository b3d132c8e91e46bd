package io.github.ec2unikernel.harness.localec2;

import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Images of one snapshot, for tests of what can be done with an image. */
final class Registrations {

  private Registrations() {}

  /** Registers an HVM image and returns its id. */
  static String hvm(Ec2Client ec2, String name, String snapshot) {
    return register(ec2, name, snapshot, r -> r.virtualizationType("hvm"));
  }

  /** Registers a paravirtual image with Oregon's PV-GRUB and returns its id. */
  static String paravirtual(Ec2Client ec2, String name, String snapshot) {
    return register(
        ec2, name, snapshot, r -> r.virtualizationType("paravirtual").kernelId("aki-70cb0e10"));
  }

  static Image image(Ec2Client ec2, String id) {
    return ec2.describeImages(r -> r.imageIds(id)).images().get(0);
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static String register(
      Ec2Client ec2,
      String name,
      String snapshot,
      Consumer<RegisterImageRequest.Builder> platform) {
    return ec2.registerImage(
            r ->
                r.name(name)
                    .architecture("x86_64")
                    .rootDeviceName("/dev/sda1")
                    .blockDeviceMappings(
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/sda1")
                            .ebs(e -> e.snapshotId(snapshot))
                            .build())
                    .applyMutation(platform))
        .imageId();
  }
}
