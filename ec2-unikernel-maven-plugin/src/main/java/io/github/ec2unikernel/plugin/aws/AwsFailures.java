package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.services.ebs.model.AccessDeniedException;
import software.amazon.awssdk.services.ebs.model.EbsException;
import software.amazon.awssdk.services.ebs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ebs.model.ValidationException;

/** Says for people why AWS did not do what it was asked, and what to do about it. */
final class AwsFailures {

  private static final Set<String> DENIED =
      Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> WRONG_KEYS =
      Set.of(
          "AuthFailure",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "IncompleteSignature");
  private static final Set<String> QUOTA =
      Set.of("ServiceQuotaExceededException", "SnapshotLimitExceeded", "ResourceLimitExceeded");
  // EBS's reasons where what it asks KMS for fails.
  private static final Set<String> KEY_REASONS =
      Set.of("INVALID_CUSTOMER_KEY", "DEPENDENCY_ACCESS_DENIED", "DEPENDENCY_RESOURCE_NOT_FOUND");
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  // EC2 appends kilobytes of it to a refusal; they say nothing to a reader.
  private static final Pattern ENCODED =
      Pattern.compile("\\s*Encoded authorization failure message: \\S+");

  private final AwsTarget target;
  private final String region;

  AwsFailures(AwsTarget target, String region) {
    this.target = target;
    this.region = region;
  }

  /** Returns the failure of a call that needs the given IAM action, such as ebs:StartSnapshot. */
  EnvironmentException of(String action, SdkException e) {
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      Thread.currentThread().interrupt();
      return interrupted(action, e);
    }
    return e instanceof AwsServiceException answer ? refused(action, answer) : lost(action, e);
  }

  /** Returns the failure of work that was interrupted. */
  static EnvironmentException interrupted(String action, @Nullable Throwable e) {
    return new EnvironmentException("Interrupted during " + action + ".", "Run the goal again.", e);
  }

  private EnvironmentException refused(String action, AwsServiceException e) {
    String code = AwsErrors.code(e).isEmpty() ? "HTTP " + e.statusCode() : AwsErrors.code(e);
    if (e instanceof EbsException && KEY_REASONS.contains(reason(e))) {
      return new EnvironmentException(
          "The KMS key can't be used, says " + action + " in " + region + " (" + said(e) + ").",
          "Check that the key of <publish><kmsKeyId>, or of the parent snapshot, is enabled in this"
              + " region, and allow these credentials kms:DescribeKey, kms:GenerateDataKey*,"
              + " kms:ReEncrypt* and kms:Decrypt with it.",
          e);
    }
    // What S3 says to HEAD has no body, and so no code.
    if (DENIED.contains(code) || code.equals("HTTP " + FORBIDDEN)) {
      return new EnvironmentException(
          "AWS refuses " + action + " in " + region + " (" + said(e) + ").",
          "Allow these credentials the IAM action " + needed(action) + ".",
          e);
    }
    if (EXPIRED.contains(code)) {
      return new EnvironmentException(
          "The AWS credentials have expired, says " + action + " (" + code + ").",
          renewal() + " If they are fresh, set this machine's clock.",
          e);
    }
    // The JDK's HTTP client drops the body of a 401, which is how EC2 says AuthFailure.
    if (WRONG_KEYS.contains(code) || e.statusCode() == UNAUTHORIZED) {
      // Without the cause: AWS quotes the canonical request, with the session token in it.
      return new EnvironmentException(
          "AWS does not accept the credentials for "
              + action
              + " in "
              + region
              + " ("
              + code
              + ").",
          "Check the secret key, that the region is enabled for the account, and this machine's"
              + " clock. "
              + renewal());
    }
    if (QUOTA.contains(code)) {
      return new EnvironmentException(
          "A quota of the account is used up: " + action + ", " + said(e) + ".",
          "List the account's unfinished snapshots with: aws ec2 describe-snapshots --owner-ids self"
              + " --filters Name=status,Values=pending,error"
              + target.cliOptions(region),
          e);
    }
    if (RetryUtils.isThrottlingException(e) || e.statusCode() >= 500) {
      return new EnvironmentException(
          "AWS kept failing " + action + " in " + region + " (" + said(e) + ")" + attempts(e) + ".",
          "Try again later, or with fewer connections.",
          e);
    }
    return new EnvironmentException(
        "AWS refuses " + action + " in " + region + " (" + said(e) + ").",
        "Run Maven with -e for AWS's whole answer.",
        e);
  }

  private EnvironmentException lost(String action, SdkException e) {
    String where = target.endpoint() == null ? "AWS in " + region : target.endpoint().toString();
    if (hasCause(e, UnknownHostException.class)) {
      return new EnvironmentException(
          "No host for " + where + " (" + action + ").",
          "Check the name of the region, the endpoint, and the network.",
          e);
    }
    if (hasCause(e, ConnectException.class)) {
      return new EnvironmentException(
          "Nothing answers at " + where + " (" + action + ")" + attempts(e) + ".",
          target.endpoint() == null
              ? "Check the network and its proxy (https.proxyHost)."
              : "Start what should listen there, or leave unikernel.aws.endpoint out.",
          e);
    }
    return new EnvironmentException(
        "No answer from " + where + " to " + action + attempts(e) + ": " + e.rawMessage(),
        "Check the network, then run the goal again.",
        e);
  }

  private static String reason(AwsServiceException e) {
    if (e instanceof ValidationException invalid) {
      return String.valueOf(invalid.reasonAsString());
    }
    if (e instanceof AccessDeniedException denied) {
      return String.valueOf(denied.reasonAsString());
    }
    return e instanceof ResourceNotFoundException missing
        ? String.valueOf(missing.reasonAsString())
        : "";
  }

  private String renewal() {
    return target.profile() == null
        ? "Renew them, for example with 'aws sso login'."
        : "Renew them, for example with 'aws sso login --profile " + target.profile() + "'.";
  }

  private static String needed(String action) {
    return switch (action) {
      // Tags given at creation need the right to tag as well.
      case "ebs:StartSnapshot", "ec2:RegisterImage" -> action + " (and ec2:CreateTags with it)";
      case "s3:CreateBucket" -> action + " (and s3:TagResource with it)";
      default -> action;
    };
  }

  private static String said(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    if (AwsErrors.code(e).isEmpty()) {
      return "HTTP " + e.statusCode();
    }
    String message = details.errorMessage() == null ? "" : details.errorMessage();
    return details.errorCode() + ": " + ENCODED.matcher(message).replaceAll("");
  }

  private static String attempts(SdkException e) {
    Integer attempts = e.numAttempts();
    return attempts == null || attempts < 2 ? "" : " after " + attempts + " attempts";
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
