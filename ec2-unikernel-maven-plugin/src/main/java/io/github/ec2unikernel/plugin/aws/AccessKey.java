package io.github.ec2unikernel.plugin.aws;

/**
 * A fixed pair of keys, for an endpoint that has its own.
 *
 * @param id the access key id
 * @param secret the secret access key; never printed
 */
public record AccessKey(String id, String secret) {

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", secret=***]";
  }
}
