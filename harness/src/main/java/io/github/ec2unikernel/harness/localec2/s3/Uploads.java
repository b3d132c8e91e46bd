package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredPart;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The uploads of a bucket. */
final class Uploads {

  private Uploads() {}

  /** Returns the upload of a call. */
  static StoredUpload require(ObjectStore store, S3Call call, @Nullable String id) {
    // It is going to be a file's name.
    return Optional.ofNullable(id)
        .filter(text -> text.matches("[A-Za-z0-9]{1,128}"))
        .flatMap(text -> store.uploads(call.bucket()).find(text))
        .filter(upload -> upload.head().key().equals(call.key()))
        .orElseThrow(S3Refusals::noSuchUpload);
  }

  /** Forgets an upload with its parts; the caller holds the bucket. */
  static void forget(ObjectStore store, String bucket, StoredUpload upload) {
    String id = upload.id();
    String key = upload.head().key();
    List<StoredPart> parts = store.parts(bucket, id).all();
    // The record first: parts without an upload are nobody's.
    store.uploads(bucket).remove(id);
    store.release(bucket, key, parts.stream().map(StoredPart::data).toList());
    store.removeParts(bucket, id);
  }
}
