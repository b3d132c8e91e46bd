package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.state.StoredPart;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What S3 says of an object that was made of parts.
 *
 * @param etag the MD5 of the parts' MD5s, and their number
 * @param value the checksum of the whole, or that of the parts' checksums with their number
 */
record PartsChecksum(String etag, Algorithm algorithm, String value) {

  static PartsChecksum of(StoredUpload upload, List<StoredPart> parts) {
    Algorithm algorithm =
        upload.algorithm().isEmpty() ? Algorithm.CRC64NVME : Algorithm.valueOf(upload.algorithm());
    List<String> checksums =
        parts.stream().map(part -> String.valueOf(part.checksums().get(algorithm.name()))).toList();
    String value =
        upload.checksumType().equals(UploadStart.FULL)
            ? algorithm.combine(checksums, parts.stream().map(p -> p.data().size()).toList())
            : composite(algorithm, checksums);
    MessageDigest md5 = Algorithm.digest("MD5");
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag().replace("\"", ""))));
    String etag = "\"" + HexFormat.of().formatHex(md5.digest()) + "-" + parts.size() + "\"";
    return new PartsChecksum(etag, algorithm, value);
  }

  private static String composite(Algorithm algorithm, List<String> checksums) {
    Algorithm.Running running = algorithm.start();
    for (String checksum : checksums) {
      byte[] bytes = Base64.getDecoder().decode(checksum);
      running.update(bytes, 0, bytes.length);
    }
    return Base64.getEncoder().encodeToString(running.value()) + "-" + checksums.size();
  }

  /** Refuses a request that says another checksum of the whole. */
  void check(Request request) {
    String said = request.header(algorithm.header());
    if (said != null && !said.equals(value)) {
      throw new Refusal(
          400,
          "BadDigest",
          "The " + algorithm + " you specified did not match the calculated checksum.");
    }
  }
}
