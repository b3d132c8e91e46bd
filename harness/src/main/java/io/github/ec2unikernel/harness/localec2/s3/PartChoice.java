package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.state.StoredPart;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Holds the parts that a client names against those that came. */
final class PartChoice {

  private static final long SMALLEST = 5L << 20;

  private static final Map<Algorithm, Function<CompletedPart, @Nullable String>> SAID =
      Map.of(
          Algorithm.CRC32, CompletedPart::checksumCRC32,
          Algorithm.CRC32C, CompletedPart::checksumCRC32C,
          Algorithm.CRC64NVME, CompletedPart::checksumCRC64NVME,
          Algorithm.SHA1, CompletedPart::checksumSHA1,
          Algorithm.SHA256, CompletedPart::checksumSHA256);

  private final StoredUpload upload;
  private final Map<Integer, StoredPart> parts;

  PartChoice(StoredUpload upload, List<StoredPart> all) {
    this.upload = upload;
    this.parts = all.stream().collect(Collectors.toMap(StoredPart::number, part -> part));
  }

  /** Returns the parts that are named. */
  List<StoredPart> of(@Nullable CompletedMultipartUpload named) {
    if (named == null || named.parts().isEmpty()) {
      throw S3Refusals.malformedXml();
    }
    List<StoredPart> chosen = new ArrayList<>();
    int last = 0;
    for (CompletedPart part : named.parts()) {
      if (part.partNumber() == null || part.eTag() == null) {
        throw S3Refusals.malformedXml();
      }
      if (part.partNumber() <= last) {
        throw new Refusal(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order. The parts list must be specified in"
                + " order by part number.");
      }
      last = part.partNumber();
      chosen.add(find(part));
    }
    for (StoredPart part : chosen.subList(0, chosen.size() - 1)) {
      if (part.data().size() < SMALLEST) {
        throw new Refusal(
            400,
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size: part "
                + part.number()
                + " has "
                + part.data().size()
                + " bytes");
      }
    }
    return chosen;
  }

  private StoredPart find(CompletedPart named) {
    StoredPart part = parts.get(named.partNumber());
    if (part == null || !bare(part.etag()).equals(bare(named.eTag()))) {
      throw invalidPart();
    }
    boolean needed =
        !upload.algorithm().isEmpty() && upload.checksumType().equals(UploadStart.COMPOSITE);
    for (Map.Entry<Algorithm, Function<CompletedPart, @Nullable String>> one : SAID.entrySet()) {
      String said = one.getValue().apply(named);
      String actual = part.checksums().get(one.getKey().name());
      if (said != null && !said.equals(actual)) {
        throw invalidPart();
      }
      if (said == null && needed && one.getKey().name().equals(upload.algorithm())) {
        throw S3Refusals.invalidRequest(
            "The upload was created using a "
                + upload.algorithm().toLowerCase(Locale.ROOT)
                + " checksum. The complete request must include the checksum for each part. It was"
                + " missing for part "
                + part.number()
                + " in the request.");
      }
    }
    return part;
  }

  private static String bare(String etag) {
    return etag.replace("\"", "");
  }

  private static Refusal invalidPart() {
    return new Refusal(
        400,
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been"
            + " uploaded, or the specified entity tag may not match the part's entity tag.");
  }
}
