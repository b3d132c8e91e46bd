package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** What a call of S3 must be allowed, as the service's reference has it. */
final class S3Rights {

  private static final String LIST = "s3:ListBucket";

  private final ObjectStore store;

  S3Rights(ObjectStore store) {
    this.store = store;
  }

  List<Permission> of(
      Caller caller, String action, S3Target target, Request request, SdkPojo typed) {
    String partition = Arn.partition(caller.region());
    if (typed instanceof DeleteObjectsRequest several && several.delete() != null) {
      return several.delete().objects().stream()
          .map(ObjectIdentifier::key)
          .map(key -> new S3Target(target.bucket(), key).arn(partition))
          .map(arn -> Permission.of(action, arn))
          .toList();
    }
    List<Permission> permissions = new ArrayList<>();
    Permission permission = Permission.of(action, target.arn(partition));
    String prefix = request.queryParameters().get("prefix");
    permissions.add(
        prefix == null || !action.equals(LIST) ? permission : permission.with("s3:prefix", prefix));
    if (action.equals("s3:GetObject") && isAbsent(target)) {
      // Who may not list a bucket is not told that an object is missing.
      permissions.add(Permission.of(LIST, new S3Target(target.bucket(), "").arn(partition)));
    }
    if (typed instanceof CreateBucketRequest made && isTagged(made)) {
      permissions.add(Permission.of("s3:TagResource", target.arn(partition)));
    }
    Map<String, String> tags = ObjectTags.ofHeader(request.header("x-amz-tagging"));
    if (!tags.isEmpty()) {
      Permission tagging =
          Permission.of("s3:PutObjectTagging", target.arn(partition))
              .with("s3:RequestObjectTagKeys", tags.keySet());
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        tagging = tagging.with("s3:RequestObjectTag/" + tag.getKey(), tag.getValue());
      }
      permissions.add(tagging);
    }
    return permissions;
  }

  private static boolean isTagged(CreateBucketRequest request) {
    return request.createBucketConfiguration() != null
        && !request.createBucketConfiguration().tags().isEmpty();
  }

  private boolean isAbsent(S3Target target) {
    return store.buckets().find(target.bucket()).isPresent()
        && store.objects(target.bucket()).find(ObjectStore.objectId(target.key())).isEmpty();
  }
}
