package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestReader;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/** A call of S3 that was understood. */
record S3Invocation<I extends SdkPojo>(
    S3Rights rights, S3Action<I> called, S3Target target, Request request, I typed)
    implements Service.Invocation {

  static <I extends SdkPojo> S3Invocation<I> of(
      S3Rights rights, S3Action<I> action, S3Target target, Request request, String document) {
    return new S3Invocation<>(
        rights, action, target, request, action.read(request, target, document));
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
    return rights.of(caller, called.needs(), target, request, typed);
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
