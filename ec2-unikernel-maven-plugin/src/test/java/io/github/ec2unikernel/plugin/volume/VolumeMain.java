package io.github.ec2unikernel.plugin.volume;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Builds a volume in a Java process of its own, whose locale a test sets. */
final class VolumeMain {

  private VolumeMain() {}

  /** Takes the source and the target, and prints the SHA-256. */
  public static void main(String[] arguments) {
    VolumeRequest request =
        new VolumeRequest(
            "data",
            Path.of(arguments[0]),
            OptionalLong.empty(),
            Path.of(arguments[1]),
            VolumeFixture.TIME);
    System.out.println(VolumeBuilder.build(request).sha256());
  }
}
