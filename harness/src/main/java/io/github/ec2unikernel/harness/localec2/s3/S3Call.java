package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Request;

/** A request under way: who asks, for what, and how it came. */
record S3Call(Caller caller, S3Target target, Request request) {

  String bucket() {
    return target.bucket();
  }

  String key() {
    return target.key();
  }
}
