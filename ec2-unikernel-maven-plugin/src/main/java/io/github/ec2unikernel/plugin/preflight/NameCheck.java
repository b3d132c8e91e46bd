package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import java.util.List;
import java.util.Optional;

/** Whether the AMI's name is free, or taken by an image of ours. */
record NameCheck(AwsConnection aws, String wanted) implements Check {

  private static final String OURS = "ec2-unikernel:content";

  @Override
  public String name() {
    return "AMI name";
  }

  @Override
  public List<Finding> find() {
    Optional<ImageRecord> taken = aws.images().named(wanted);
    if (taken.isEmpty()) {
      return List.of(Finding.ok(name(), "'" + wanted + "' is free in " + aws.region()));
    }
    String detail = "'" + wanted + "' is taken in " + aws.region() + " by " + taken.get().id();
    return List.of(
        taken.get().tags().containsKey(OURS)
            ? Finding.warning(
                name(),
                detail + ", which this plugin made",
                "It is published again only if its content is the same.")
            : Finding.failure(name(), detail, "Choose another with -Dunikernel.amiName=NAME."));
  }
}
