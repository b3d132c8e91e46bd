package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/** The profiles of the shared AWS files. */
final class Profiles {

  private Profiles() {}

  /** Throws, listing the known ones, if the named profile is in neither file; null is fine. */
  static void requireKnown(@Nullable String name) {
    if (name == null) {
      return;
    }
    ProfileFile file = ProfileFile.defaultProfileFile();
    if (file.profile(name).isEmpty()) {
      TreeSet<String> known = new TreeSet<>(file.profiles().keySet());
      throw new EnvironmentException(
          "No AWS profile '" + name + "' in " + files() + ".",
          known.isEmpty()
              ? "Create it with: aws configure --profile " + name
              : "Known profiles: " + String.join(", ", known) + ".");
    }
  }

  /** Returns the paths of both shared files, in words. */
  static String files() {
    return ProfileFileLocation.configurationFilePath()
        + " and "
        + ProfileFileLocation.credentialsFilePath();
  }
}
