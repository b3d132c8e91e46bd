package io.github.ec2unikernel.plugin.publish;

/**
 * The Maven artifact that an image is published for.
 *
 * @param groupId its group
 * @param artifactId its name
 * @param version its version
 */
public record Coordinates(String groupId, String artifactId, String version) {

  @Override
  public String toString() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
