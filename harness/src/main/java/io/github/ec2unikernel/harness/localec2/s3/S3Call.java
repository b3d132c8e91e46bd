package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import java.util.function.Predicate;

/**
 * A request under way: who asks, for what, and how it came.
 *
 * @param allowed tells whether who asks has a permission
 */
record S3Call(Caller caller, S3Target target, Request request, Predicate<Permission> allowed) {

  /** Returns whether who asks may do something to an object of the bucket. */
  boolean mayOnObject(String action, String key) {
    String arn = new S3Target(target.bucket(), key).arn(Arn.partition(caller.region()));
    return allowed.test(Permission.of(action, arn));
  }

  String bucket() {
    return target.bucket();
  }

  String key() {
    return target.key();
  }
}
