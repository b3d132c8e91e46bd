package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/** What a bucket may be called. */
final class BucketName {

  private static final Pattern FORM =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]|\\.(?!\\.)){1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final List<String> PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> SUFFIXES =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private BucketName() {}

  /** Refuses a name that S3 does not take. */
  static void check(String name) {
    boolean good =
        FORM.matcher(name).matches()
            && !ADDRESS.matcher(name).matches()
            && PREFIXES.stream().noneMatch(name::startsWith)
            && SUFFIXES.stream().noneMatch(name::endsWith);
    if (!good) {
      throw new Refusal(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
  }
}
