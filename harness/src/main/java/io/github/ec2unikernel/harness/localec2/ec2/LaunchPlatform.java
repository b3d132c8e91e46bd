package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;

/** What AWS demands of an image and an instance type that are to go together. */
final class LaunchPlatform {

  /** What RunInstances takes when no type is named. */
  private static final String DEFAULT_TYPE = "m1.small";

  private LaunchPlatform() {}

  /** Returns the type of that name for an image, refusing what can't run there. */
  static InstanceKind require(Caller caller, @Nullable String name, Image image) {
    String wanted = name == null ? DEFAULT_TYPE : name;
    InstanceKind kind =
        InstanceKind.find(wanted)
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "InvalidParameterValue",
                        "Invalid value '" + wanted + "' for InstanceType."));
    if (!kind.isOfferedIn(caller.region())) {
      throw new Refusal(
          400,
          "Unsupported",
          "The requested configuration is currently not supported. Please check the documentation"
              + " for supported configurations.");
    }
    checkVirtualization(kind, image.virtualizationTypeAsString());
    if (!kind.architectures().contains(image.architectureAsString())) {
      throw new Refusal(
          400,
          "InvalidParameterValue",
          "The architecture '"
              + String.join(",", kind.architectures())
              + "' of the specified instance type does not match the architecture '"
              + image.architectureAsString()
              + "' of the specified AMI. Specify an instance type and an AMI that have matching"
              + " architectures, and try again.");
    }
    if (kind.isNitro() && !Boolean.TRUE.equals(image.enaSupport())) {
      throw Parameters.combination(
          "Enhanced networking with the Elastic Network Adapter (ENA) is required for the '"
              + wanted
              + "' instance type. Ensure that you are using an AMI that is enabled for ENA.");
    }
    checkBootMode(kind, image.bootModeAsString());
    return kind;
  }

  private static void checkVirtualization(InstanceKind kind, String virtualization) {
    if (kind.virtualization().contains(virtualization)) {
      return;
    }
    throw Parameters.combination(
        virtualization.equals("paravirtual")
            ? "Virtualization type 'hvm' is required for instances of type '" + kind.name() + "'."
            : "Non-Windows instances with a virtualization type of 'hvm' are currently not"
                + " supported for this instance type.");
  }

  private static void checkBootMode(InstanceKind kind, @Nullable String bootMode) {
    List<String> supported = kind.bootModes();
    if (bootMode != null && !bootMode.equals("uefi-preferred") && !supported.contains(bootMode)) {
      throw Parameters.combination(
          "The boot mode '"
              + bootMode
              + "' of the AMI is not supported by the instance type '"
              + kind.name()
              + "', which supports "
              + String.join(", ", supported)
              + ".");
    }
  }
}
