package io.github.ec2unikernel.harness.localec2.ebs;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** What an EBS action answers: its members and, for GetSnapshotBlock, the block. */
@SuppressWarnings("ArrayRecordComponent") // the block goes through it once, never compared
record Answer(SdkPojo members, byte @Nullable [] block) {

  /** Returns an answer without a block. */
  static Answer of(SdkPojo members) {
    return new Answer(members, null);
  }
}
