package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.DiskObject;
import io.github.ec2unikernel.plugin.aws.DiskObjects;
import io.github.ec2unikernel.plugin.aws.ObjectPart;
import io.github.ec2unikernel.plugin.aws.ObjectUpload;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a file's parts to S3 side by side; what a killed run has sent is not sent again. */
final class ObjectUploader {

  // S3 takes some 80 MiB/s by each, and on a slow line they share what it carries.
  private static final int MOST = 8;

  private final DiskObjects objects;
  private final PublishListener listener;

  ObjectUploader(DiskObjects objects, PublishListener listener) {
    this.objects = objects;
    this.listener = listener;
  }

  /** Returns how many bytes were sent, once the object is there. */
  long upload(PartPlan plan, DiskObject object, Map<String, String> tags, int connections) {
    if (objects.checksum(object).filter(plan.checksum()::equals).isPresent()) {
      return 0;
    }
    ObjectUpload upload = objects.upload(object, tags);
    Map<Integer, String> done = new ConcurrentHashMap<>(upload.sent(plan.parts()));
    List<ObjectPart> missing =
        plan.parts().stream().filter(part -> !done.containsKey(part.number())).toList();
    AtomicInteger next = new AtomicInteger();
    if (!missing.isEmpty()) {
      new Workers("ec2-unikernel-part", Math.min(Math.min(connections, MOST), missing.size()))
          .run(
              stopped -> {
                for (int i = next.getAndIncrement();
                    i < missing.size() && !stopped.get();
                    i = next.getAndIncrement()) {
                  ObjectPart part = missing.get(i);
                  done.put(part.number(), upload.send(plan.file(), part));
                  told(plan, done.keySet());
                }
              });
    }
    upload.complete(plan.parts(), done, plan.checksum());
    return missing.stream().mapToLong(ObjectPart::length).sum();
  }

  private synchronized void told(PartPlan plan, Set<Integer> done) {
    long bytes =
        plan.parts().stream()
            .filter(part -> done.contains(part.number()))
            .mapToLong(ObjectPart::length)
            .sum();
    listener.blockUploaded(blocks(bytes), blocks(plan.size()));
  }

  /** Returns how many blocks of 512 KiB that is, the last one perhaps in part. */
  static int blocks(long bytes) {
    return Math.toIntExact((bytes + SnapshotWriter.BLOCK_SIZE - 1) / SnapshotWriter.BLOCK_SIZE);
  }
}
