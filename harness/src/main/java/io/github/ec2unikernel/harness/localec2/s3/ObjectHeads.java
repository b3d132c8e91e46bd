package io.github.ec2unikernel.harness.localec2.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.state.ObjectHead;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes from a request what is kept with an object beside its bytes. */
final class ObjectHeads {

  /** The members of a request that are kept. */
  static final String[] HONOURED = {
    "CacheControl",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "Expires",
    "IfNoneMatch",
    "Metadata",
    "ServerSideEncryption",
    "SSEKMSKeyId",
    "Tagging"
  };

  private static final List<String> KEPT =
      List.of(
          "cache-control", "content-disposition", "content-language", "content-type", "expires");
  private static final String METADATA = "x-amz-meta-";
  private static final int LONGEST_KEY = 1024;

  private final BucketEncryption encryption;

  ObjectHeads(BucketEncryption encryption) {
    this.encryption = encryption;
  }

  ObjectHead of(StoredBucket bucket, S3Call call) {
    Request request = call.request();
    if (call.key().getBytes(UTF_8).length > LONGEST_KEY) {
      throw new Refusal(400, "KeyTooLongError", "Your key is too long");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "binary/octet-stream");
    for (String name : KEPT) {
      String value = request.header(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    String encoding = String.valueOf(request.header("Content-Encoding"));
    // What is about the sending is not kept.
    encoding = encoding.equals("null") ? "" : encoding.replaceAll("aws-chunked(,\\s*)?", "");
    if (!encoding.isEmpty()) {
      headers.put("content-encoding", encoding);
    }
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith(METADATA)) {
                headers.put(name.toLowerCase(Locale.ROOT), values.get(0));
              }
            });
    headers.putAll(encryption.headers(bucket, request));
    return new ObjectHead(
        call.key(), headers, ObjectTags.ofHeader(request.header("x-amz-tagging")));
  }
}
