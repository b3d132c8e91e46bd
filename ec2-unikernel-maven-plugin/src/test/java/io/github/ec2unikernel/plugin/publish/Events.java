package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a publisher says. */
class Events implements PublishListener {

  private final List<String> said = new ArrayList<>();
  private final List<LeftBehind> left = new ArrayList<>();

  synchronized List<String> said() {
    return List.copyOf(said);
  }

  synchronized List<LeftBehind> left() {
    return List.copyOf(left);
  }

  synchronized void say(String event) {
    said.add(event);
  }

  @Override
  public void kernelFound(PvGrubKernel kernel) {
    say("kernel " + kernel.name());
  }

  @Override
  public void warning(String text) {
    say("warning " + text);
  }

  @Override
  public void imageRead(BlockPlan plan) {
    say("read " + plan.blocks().size() + " of " + plan.totalBlocks());
  }

  @Override
  public void snapshotReused(DiskSource disk, Snapshot snapshot) {
    say("reused " + snapshot.id() + " for " + disk);
  }

  @Override
  public void notDescended(DiskSource disk, String snapshotId, String why) {
    say("in full, not from " + snapshotId + ": " + why);
  }

  @Override
  public void snapshotVerified(String snapshotId) {
    say("verified " + snapshotId);
  }

  @Override
  public void snapshotStarted(String snapshotId, int volumeSizeGib) {
    say("started " + snapshotId);
  }

  @Override
  public void blockUploaded(int done, int total) {
    say("block " + done + "/" + total);
  }

  @Override
  public void objectStarted(String url, long bytes) {
    say("object " + url);
  }

  @Override
  public void importStarted(String taskId) {
    say("import " + taskId);
  }

  @Override
  public void importProgress(String taskId, String percents, String what) {
    say("importing " + what);
  }

  @Override
  public void snapshotCompleted(Snapshot snapshot) {
    say("completed " + snapshot.id());
  }

  @Override
  public void imageRegistered(String imageId, String name) {
    say("registered " + imageId);
  }

  @Override
  public void published(MachineImage image) {
    say("published " + image.id());
  }

  @Override
  public void reused(MachineImage image) {
    say("reused " + image.id());
  }

  @Override
  public void undone(String id) {
    say("undone " + id);
  }

  @Override
  public synchronized void leftBehind(LeftBehind resource) {
    left.add(resource);
  }
}
