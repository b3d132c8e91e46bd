package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestReader;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** A call of S3 that was understood. */
record S3Invocation<I extends SdkPojo>(
    S3Action<I> called, S3Target target, Request request, I typed) implements Service.Invocation {

  static <I extends SdkPojo> S3Invocation<I> of(
      S3Action<I> action, S3Target target, Request request, String document) {
    return new S3Invocation<>(action, target, request, action.read(request, target, document));
  }

  @Override
  public String action() {
    return called.name();
  }

  @Override
  public Map<String, String> parameters() {
    return RestReader.parameters(typed);
  }

  @Override
  public List<Permission> permissions(Caller caller) {
    String partition = Region.find(caller.region()).map(Region::partition).orElse("aws");
    if (typed instanceof DeleteObjectsRequest several && several.delete() != null) {
      return several.delete().objects().stream()
          .map(ObjectIdentifier::key)
          .map(key -> Permission.of(called.needs(), arn(partition, key)))
          .toList();
    }
    Permission permission = Permission.of(called.needs(), target.arn(partition));
    String prefix = request.queryParameters().get("prefix");
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        prefix == null || !called.needs().startsWith("s3:ListBucket")
            ? permission
            : permission.with("s3:prefix", prefix));
    Map<String, String> tags = ObjectTags.ofHeader(request.header("x-amz-tagging"));
    if (!tags.isEmpty()) {
      Permission tagging = Permission.of("s3:PutObjectTagging", target.arn(partition));
      tagging = tagging.with("s3:RequestObjectTagKeys", tags.keySet());
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        tagging = tagging.with("s3:RequestObjectTag/" + tag.getKey(), tag.getValue());
      }
      permissions.add(tagging);
    }
    return permissions;
  }

  private String arn(String partition, String key) {
    return new S3Target(target.bucket(), key).arn(partition);
  }

  @Override
  public boolean tellsDenials() {
    return typed instanceof DeleteObjectsRequest;
  }

  @Override
  public Response perform(Caller caller) {
    return perform(caller, permission -> true);
  }

  @Override
  public Response perform(Caller caller, Predicate<Permission> allowed) {
    Response response = called.effect().answer(new S3Call(caller, target, request, allowed), typed);
    Map<String, String> headers = new LinkedHashMap<>(response.headers());
    headers.put("x-amz-request-id", caller.requestId());
    return new Response(response.status(), headers, response.body(), response.content());
  }
}
