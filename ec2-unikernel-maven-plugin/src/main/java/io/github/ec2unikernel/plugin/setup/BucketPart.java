package io.github.ec2unikernel.plugin.setup;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.BucketRecord;
import io.github.ec2unikernel.plugin.aws.Buckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bucket that disks are imported from. */
record BucketPart(Buckets buckets, String name, String region) implements Part {

  @Override
  public List<Change> missing() {
    Optional<BucketRecord> found = find();
    List<Change> changes = new ArrayList<>();
    if (found.isEmpty()) {
      changes.add(
          new Change(
              "make the bucket '" + name + "' in " + region,
              () -> buckets.create(name, SetupTags.ALL)));
    }
    BucketRecord bucket =
        found.orElse(new BucketRecord(name, region, SetupTags.ALL, false, false, false));
    // What others made is used as they set it up.
    if (SetupTags.areOn(bucket.tags())) {
      mend(changes, bucket);
    }
    return changes;
  }

  private Optional<BucketRecord> find() {
    Optional<BucketRecord> found = buckets.find(name);
    found
        .map(BucketRecord::region)
        .filter(where -> !where.equals(region))
        .ifPresent(
            where -> {
              throw new InputException(
                  "The bucket '" + name + "' is in " + where + " and not in " + region,
                  "A disk is imported from a bucket of its own region: name another with"
                      + " -Dunikernel.bucket=NAME, or the region with -Dunikernel.aws.region="
                      + where
                      + ".");
            });
    return found;
  }

  private void mend(List<Change> changes, BucketRecord bucket) {
    if (!bucket.closed()) {
      changes.add(
          new Change("keep the bucket '" + name + "' from the public", () -> buckets.close(name)));
    }
    if (!bucket.encrypted()) {
      changes.add(new Change("let the bucket '" + name + "' encrypt", () -> buckets.encrypt(name)));
    }
    if (!bucket.abortsUploads()) {
      changes.add(
          new Change(
              "let the bucket '" + name + "' end uploads that nobody goes on with, after a day",
              () -> buckets.abortUploads(name)));
    }
  }

  @Override
  public List<Change> undoing(SetupListener listener) {
    Optional<BucketRecord> found = find();
    if (found.isEmpty()) {
      return List.of();
    }
    if (!SetupTags.areOn(found.get().tags())) {
      listener.left("the bucket '" + name + "', which setup did not make");
      return List.of();
    }
    List<String> keys = buckets.keys(name);
    if (!keys.isEmpty()) {
      throw new InputException(
          "The bucket '"
              + name
              + "' holds "
              + keys.size()
              + " objects, such as '"
              + keys.get(0)
              + "'",
          "Empty it, if nobody needs them any more: aws s3 rm --recursive s3://" + name + "/");
    }
    return List.of(new Change("delete the bucket '" + name + "'", () -> buckets.delete(name)));
  }
}
