package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;

/** S3's errors. */
final class S3Refusals {

  private S3Refusals() {}

  static Refusal noSuchBucket() {
    return new Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
  }

  static Refusal noSuchKey() {
    return new Refusal(404, "NoSuchKey", "The specified key does not exist.");
  }

  static Refusal noSuchUpload() {
    return new Refusal(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
            + " been aborted or completed.");
  }

  static Refusal accessDenied() {
    return new Refusal(403, "AccessDenied", "Access Denied");
  }

  static Refusal invalidArgument(String message) {
    return new Refusal(400, "InvalidArgument", message);
  }

  static Refusal invalidRequest(String message) {
    return new Refusal(400, "InvalidRequest", message);
  }

  static Refusal malformedXml() {
    return new Refusal(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  static Refusal preconditionFailed() {
    return new Refusal(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }
}
