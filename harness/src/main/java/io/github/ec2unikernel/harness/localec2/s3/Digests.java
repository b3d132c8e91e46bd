package io.github.ec2unikernel.harness.localec2.s3;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What was computed over a body.
 *
 * @param size its number of bytes
 * @param checksums in Base64 by their algorithms
 * @param given the algorithm that the client gave a checksum of, empty when it gave none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Digests(long size, byte[] md5, Map<Algorithm, String> checksums, String given) {

  /** Returns the MD5 as S3 quotes it. */
  String etag() {
    return "\"" + HexFormat.of().formatHex(md5) + "\"";
  }

  /** Returns the checksums by the names of their algorithms. */
  Map<String, String> named() {
    Map<String, String> named = new HashMap<>();
    checksums.forEach((algorithm, checksum) -> named.put(algorithm.name(), checksum));
    return named;
  }
}
