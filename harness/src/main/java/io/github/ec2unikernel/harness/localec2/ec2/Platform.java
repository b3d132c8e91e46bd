package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;

/** What a registered image runs on, with AWS's defaults: i386 and paravirtual. */
record Platform(String architecture, String virtualizationType) {

  private static final String PARAVIRTUAL = "paravirtual";
  private static final Set<String> PARAVIRTUAL_ARCHITECTURES = Set.of("i386", "x86_64");
  private static final Set<String> ARCHITECTURES = Set.of("i386", "x86_64", "arm64");

  /** Returns the platform of an image to be, refusing what does not go together. */
  static Platform of(Caller caller, RegisterImageRequest request) {
    Platform platform =
        new Platform(
            or(request.architectureAsString(), "i386"),
            or(request.virtualizationType(), PARAVIRTUAL));
    if (!ARCHITECTURES.contains(platform.architecture)) {
      throw Parameters.invalid(
          platform.architecture, "Architecture", "Expecting i386, x86_64 or arm64.");
    }
    switch (platform.virtualizationType) {
      case PARAVIRTUAL -> platform.checkParavirtual(caller, request);
      case "hvm" -> platform.checkHvm(request);
      default ->
          throw Parameters.invalid(
              platform.virtualizationType, "VirtualizationType", "Expecting hvm or paravirtual.");
    }
    return platform;
  }

  private void checkParavirtual(Caller caller, RegisterImageRequest request) {
    if (!PARAVIRTUAL_ARCHITECTURES.contains(architecture)) {
      throw Parameters.combination("A paravirtual image can't be of " + architecture + ".");
    }
    if (Boolean.TRUE.equals(request.enaSupport())) {
      throw Parameters.combination(
          "Enhanced networking with the Elastic Network Adapter is not supported for paravirtual"
              + " images; leave out EnaSupport.");
    }
    if (request.sriovNetSupport() != null) {
      throw Parameters.combination(
          "Enhanced networking is not supported for paravirtual images; leave out"
              + " SriovNetSupport.");
    }
    Firmware.checkParavirtual(request);
    String kernelId = Parameters.require(request.kernelId(), "kernelId");
    Ids.requireImage(kernelId);
    Image kernel =
        ImageCatalog.findKernel(caller, kernelId)
            .orElseThrow(() -> Ids.noImages(List.of(kernelId)));
    if (!architecture.equals(kernel.architectureAsString())) {
      throw Parameters.combination(
          "The architecture '"
              + architecture
              + "' of the image does not match '"
              + kernel.architectureAsString()
              + "' of the kernel "
              + kernelId
              + ".");
    }
  }

  private void checkHvm(RegisterImageRequest request) {
    if (request.kernelId() != null) {
      throw Parameters.combination("An hvm image can't have a kernel: " + request.kernelId() + ".");
    }
    if (request.sriovNetSupport() != null && !request.sriovNetSupport().equals("simple")) {
      throw Parameters.invalid(request.sriovNetSupport(), "SriovNetSupport", "Expecting simple.");
    }
    Firmware.check(request, architecture);
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
