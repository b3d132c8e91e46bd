package io.github.ec2unikernel.plugin.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Changes what can be changed of images and snapshots that are there; each call can be repeated.
 */
public final class ImageChanges {

  private final Ec2Client ec2;
  private final AwsCalls calls;

  ImageChanges(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Gives images and snapshots tags, in place of those with the same keys. */
  public void tag(Collection<String> ids, Map<String, String> tags) {
    calls.run(
        "ec2:CreateTags",
        () -> ec2.createTags(request -> request.resources(ids).tags(Tags.of(tags))));
  }

  /** Lets an image be deprecated at a time to come, a whole minute. */
  public void deprecate(String id, Instant at) {
    calls.run(
        "ec2:EnableImageDeprecation",
        () -> ec2.enableImageDeprecation(request -> request.imageId(id).deprecateAt(at)));
  }
}
