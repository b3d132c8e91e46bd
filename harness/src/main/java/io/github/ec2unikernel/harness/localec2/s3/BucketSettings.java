package io.github.ec2unikernel.harness.localec2.s3;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Reads and writes one setting of buckets, as the shape that the SDK has for it. */
final class BucketSettings {

  private final ObjectStore store;
  private final Buckets buckets;
  private final String name;

  BucketSettings(ObjectStore store, Buckets buckets, String name) {
    this.store = store;
    this.buckets = buckets;
    this.name = name;
  }

  Response put(S3Call call, @Nullable SdkPojo setting) {
    if (setting == null) {
      throw S3Refusals.malformedXml();
    }
    JsonObject json = JsonWriter.write(setting);
    return change(call, 200, bucket -> bucket.with(name, json));
  }

  Response delete(S3Call call) {
    return change(call, 204, bucket -> bucket.without(name));
  }

  /** Returns the setting, or throws what S3 answers when there is none. */
  <T extends SdkPojo> T get(S3Call call, SdkPojo builder, Class<T> type, Refusal absent) {
    return find(buckets.require(call), builder, type).orElseThrow(() -> absent);
  }

  <T extends SdkPojo> Optional<T> find(StoredBucket bucket, SdkPojo builder, Class<T> type) {
    return bucket.setting(name).map(json -> type.cast(JsonReader.read(json, builder)));
  }

  private Response change(S3Call call, int status, UnaryOperator<StoredBucket> change) {
    return store.holding(
        call.bucket(),
        () -> {
          StoredBucket changed = change.apply(buckets.require(call));
          store.buckets().put(changed.name(), changed);
          return new Response(status, Map.of(), new byte[0]);
        });
  }
}
