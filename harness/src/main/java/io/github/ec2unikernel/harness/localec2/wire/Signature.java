package io.github.ec2unikernel.harness.localec2.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A SigV4 Authorization header, taken apart.
 *
 * @param date the scope's date, such as {@code 20261101}
 * @param signedHeaders the lower-case names, in the order of the header
 */
public record Signature(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /** Takes a request's Authorization header apart. */
  public static Signature of(Request request) throws SignatureException {
    String header = request.header("Authorization");
    if (header == null) {
      throw new SignatureException(SignatureProblem.MISSING, "Authorization");
    }
    if (!header.startsWith(ALGORITHM + " ")) {
      throw new SignatureException(SignatureProblem.INCOMPLETE, header.split(" ", 2)[0]);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : header.substring(ALGORITHM.length()).split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2) {
        parts.put(pair[0], pair[1]);
      }
    }
    String[] scope = parts.getOrDefault("Credential", "").split("/", -1);
    String signedHeaders = parts.get("SignedHeaders");
    String signature = parts.get("Signature");
    if (scope.length != 5 || signedHeaders == null || signature == null) {
      throw new SignatureException(
          SignatureProblem.INCOMPLETE, "Credential, SignedHeaders and Signature");
    }
    return new Signature(
        scope[0], scope[1], scope[2], scope[3], List.of(signedHeaders.split(";")), signature);
  }

  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
