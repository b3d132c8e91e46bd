package io.github.ec2unikernel.harness.localec2.wire;

/** What IAM and STS, the Query API's elder services, refuse in the same words. */
public final class QueryRefusals {

  private QueryRefusals() {}

  /** Returns the refusal of a request that nobody is known to have sent. */
  public static Refusal unauthenticated(SignatureProblem problem, String detail) {
    return switch (problem) {
      case MISSING ->
          new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case INCOMPLETE ->
          new Refusal(400, "IncompleteSignature", "The signature is incomplete: " + detail);
      case UNKNOWN_KEY ->
          new Refusal(
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.");
      case EXPIRED -> new Refusal(403, "SignatureDoesNotMatch", "Signature expired: " + detail);
      case SCOPE, MISMATCH ->
          new Refusal(
              403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your AWS Secret Access Key and signing method.");
    };
  }

  /** Returns the refusal of one request among too many. */
  public static Refusal throttled() {
    return new Refusal(400, "Throttling", "Rate exceeded");
  }
}
