package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;

/** The buckets as a caller may use them. */
final class Buckets {

  /** Where S3 began, and where a signature goes that names no region. */
  static final String FIRST_REGION = "us-east-1";

  /** How the names of buckets begin that another account has, as most names are taken. */
  private static final String FOREIGN = "someone-elses-";

  private final ObjectStore store;

  Buckets(ObjectStore store) {
    this.store = store;
  }

  static boolean isForeign(String name) {
    return name.startsWith(FOREIGN);
  }

  /**
   * Returns the bucket of a call.
   *
   * @throws Refusal when there is none, it is someone else's or in another region than the
   *     signature
   */
  StoredBucket require(S3Call call) {
    StoredBucket bucket = requireAnywhere(call);
    String asked = call.caller().region();
    if (bucket.region().equals(asked)) {
      return bucket;
    }
    if (asked.equals(FIRST_REGION)) {
      throw new Refusal(
              400,
              "AuthorizationHeaderMalformed",
              "The authorization header is malformed; the region '"
                  + asked
                  + "' is wrong; expecting '"
                  + bucket.region()
                  + "'")
          .inRegion(bucket.region());
    }
    throw new Refusal(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified"
                + " endpoint. Please send all future requests to this endpoint.")
        .inRegion(bucket.region());
  }

  /** Returns the bucket of a call that any region answers. */
  StoredBucket requireAnywhere(S3Call call) {
    String owner = call.request().header("x-amz-expected-bucket-owner");
    if (isForeign(call.bucket()) || (owner != null && !owner.equals(Caller.ACCOUNT))) {
      throw S3Refusals.accessDenied();
    }
    return store.buckets().find(call.bucket()).orElseThrow(S3Refusals::noSuchBucket);
  }
}
