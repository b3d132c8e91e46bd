package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Honoured;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One action of S3.
 *
 * @param selectors the query parameters that tell it from others of its method and level
 * @param needs the IAM action that allows it
 * @param content whether the body is an object's bytes and not a document
 * @param honoured the members it does something about
 */
record S3Action<I extends SdkPojo>(
    String method,
    S3Target.Level level,
    Set<String> selectors,
    String needs,
    boolean content,
    Class<I> request,
    Supplier<? extends SdkPojo> builder,
    Honoured honoured,
    Effect<I> effect) {

  private static final String SUFFIX = "Request";

  /** What an action does. */
  interface Effect<I> {
    Response answer(S3Call call, I request);
  }

  /** Where an action is: {@code PUT}, {@code BUCKET} and {@code tagging}. */
  record Place(String method, S3Target.Level level, Set<String> selectors) {

    Place(String method, S3Target.Level level, String... selectors) {
      this(method, level, Set.of(selectors));
    }
  }

  /** Returns an action with a document or nothing as its body. */
  static <I extends SdkPojo> S3Action<I> of(
      Place place,
      String needs,
      Class<I> request,
      Supplier<? extends SdkPojo> builder,
      Effect<I> effect,
      String... honoured) {
    return create(place, needs, false, request, builder, effect, honoured);
  }

  /** Returns an action with an object's bytes as its body. */
  static <I extends SdkPojo> S3Action<I> ofContent(
      Place place,
      String needs,
      Class<I> request,
      Supplier<? extends SdkPojo> builder,
      Effect<I> effect,
      String... honoured) {
    return create(place, needs, true, request, builder, effect, honoured);
  }

  private static <I extends SdkPojo> S3Action<I> create(
      Place place,
      String needs,
      boolean content,
      Class<I> request,
      Supplier<? extends SdkPojo> builder,
      Effect<I> effect,
      String... honoured) {
    Set<String> members = new HashSet<>(List.of(honoured));
    members.addAll(List.of("Bucket", "Key", "ExpectedBucketOwner", "RequestPayer"));
    // What says how the body is checked is for whoever reads it.
    members.addAll(List.of("ContentLength", "ContentMD5", "ChecksumAlgorithm", "ChecksumType"));
    for (Algorithm algorithm : Algorithm.values()) {
      members.add("Checksum" + algorithm);
    }
    return new S3Action<>(
        place.method(),
        place.level(),
        place.selectors(),
        needs,
        content,
        request,
        builder,
        new Honoured(members),
        effect);
  }

  /** Returns the action's name, that of its request's class. */
  String name() {
    String simple = request.getSimpleName();
    return simple.substring(0, simple.length() - SUFFIX.length());
  }

  /** Returns whether a request asks for this action. */
  boolean matches(Request asked, S3Target target, Map<String, String> query) {
    return method.equals(asked.method())
        && level == target.level()
        && selectors.stream()
            .allMatch(
                selector -> {
                  String[] pair = selector.split("=", 2);
                  String value = query.get(pair[0]);
                  return value != null && (pair.length == 1 || pair[1].equals(value));
                });
  }

  /** Reads the request. */
  I read(Request asked, S3Target target, String document) {
    Set<String> names = new HashSet<>();
    selectors.forEach(selector -> names.add(selector.split("=", 2)[0]));
    I typed =
        request.cast(RestXmlReader.read(builder.get(), asked, target.members(), names, document));
    for (String ignored : honoured.ignored(typed)) {
      throw RestXmlReader.notImplemented("parameter", ignored);
    }
    return typed;
  }
}
