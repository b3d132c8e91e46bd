package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;

/** What AWS demands of an image's name and description. */
final class ImageNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}");
  private static final int LONGEST_DESCRIPTION = 255;

  private ImageNames() {}

  /** Returns a name that is well formed and that no other image of the account has. */
  static String requireFree(@Nullable String asked, List<Image> own) {
    String name = Parameters.require(asked, "name");
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          400,
          "InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers,"
              + " '(', ')', '.', '-', '/' and '_'");
    }
    for (Image image : own) {
      if (name.equals(image.name())) {
        throw new Refusal(
            400,
            "InvalidAMIName.Duplicate",
            "AMI name " + name + " is already in use by AMI " + image.imageId());
      }
    }
    return name;
  }

  /** Refuses a description that is too long. */
  static void checkDescription(@Nullable String description) {
    if (description != null && description.length() > LONGEST_DESCRIPTION) {
      throw Parameters.invalid(
          description, "Description", "Expecting at most " + LONGEST_DESCRIPTION + " characters.");
    }
  }
}
