package io.github.ec2unikernel.plugin.aws;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Reads the error codes of AWS's answers. */
final class AwsErrors {

  private static final Set<String> STATE = Set.of("ValidationException", "ConflictException");

  private AwsErrors() {}

  /** Returns AWS's error code, or an empty string if AWS gave none. */
  static String code(Throwable e) {
    return e instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  /** Returns whether EBS says that it doesn't know the snapshot. */
  static boolean unknownSnapshot(AwsServiceException e) {
    return code(e).equals("ResourceNotFoundException")
        || (code(e).equals("ValidationException")
            && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("does not exist"));
  }

  /** Returns whether EBS says that the call doesn't suit what it was asked about. */
  static boolean refusesState(AwsServiceException e) {
    return STATE.contains(code(e));
  }
}
