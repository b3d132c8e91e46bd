package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.launch.FamilySummary;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.aws.Grantee;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.publish.BlockPlan;
import io.github.ec2unikernel.plugin.publish.DiskSource;
import io.github.ec2unikernel.plugin.publish.FailedRegion;
import io.github.ec2unikernel.plugin.publish.LeftBehind;
import io.github.ec2unikernel.plugin.publish.MachineImage;
import io.github.ec2unikernel.plugin.publish.PublishListener;
import io.github.ec2unikernel.plugin.publish.Sharing;
import io.github.ec2unikernel.plugin.publish.Snapshot;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Puts publishing into words; of the blocks it tells now and then. */
final class PublishLog implements PublishListener {

  private final Log log;
  private final RewrittenLine line;
  private final LongSupplier nanoTime;
  private UploadProgress progress;
  private String imported = "";

  PublishLog(Log log, boolean terminal) {
    this(log, terminal, System::nanoTime);
  }

  PublishLog(Log log, boolean terminal, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    line = new RewrittenLine(log, terminal);
    progress = new UploadProgress(nanoTime, terminal);
  }

  @Override
  public void warning(String what) {
    log.warn(what);
  }

  @Override
  public void kernelFound(PvGrubKernel kernel) {
    log.info("PV-GRUB: " + kernel.name() + " (" + kernel.id() + ")");
  }

  @Override
  public void launchKnown(LaunchImage launch) {
    if (!launch.way().isHvm()) {
      return;
    }
    log.info(
        "HVM: boots by "
            + launch.way().id()
            + ", boot mode "
            + Objects.requireNonNull(launch.bootMode()).id()
            + (launch.ena() ? ", drives ENA" : ", without ENA"));
    if (launch.way() == BootWay.SHIM) {
      log.warn(
          "This way is experimental: Xen's PV shim runs the kernel on HVM instances, as was tested"
              + " here; nobody has shown it on EC2. Launch one instance and read its console before"
              + " anything depends on it.");
    }
    FamilySummary summary = FamilySummary.of(launch);
    log.info("May launch on: " + summary.on());
    log.info("Does not launch on: " + summary.notOn());
  }

  @Override
  public void imageRead(BlockPlan plan) {
    String disk = plan.disk().isRoot() ? "" : " of " + plan.disk();
    String rest =
        plan.isDelta() ? "the others are as in " + plan.parentId() : "the others are zero";
    log.info(
        String.format(
            Locale.ROOT,
            "To send%s: %d of %d blocks (%.1f MiB); %s",
            disk,
            plan.blocks().size(),
            plan.totalBlocks(),
            plan.bytes() / 1048576.0,
            rest));
  }

  @Override
  public void notDescended(DiskSource disk, String snapshotId, String why) {
    log.info("All of " + disk + " is sent, not its difference to " + snapshotId + ": " + why);
  }

  @Override
  public void snapshotReused(DiskSource disk, Snapshot snapshot) {
    log.info("Snapshot: " + snapshot.id() + " has the content of " + disk + " already");
  }

  @Override
  public synchronized void snapshotStarted(String snapshotId, int volumeSizeGib) {
    progress = new UploadProgress(nanoTime, line.isPossible());
    line.leave();
    log.info("Snapshot: " + snapshotId + ", for a volume of " + volumeSizeGib + " GiB");
  }

  @Override
  public synchronized void blockUploaded(int done, int total) {
    progress.at(done, total).ifPresent(line::write);
    if (done == total) {
      line.leave();
    }
  }

  @Override
  public synchronized void objectStarted(String url, long bytes) {
    progress = new UploadProgress(nanoTime, line.isPossible());
    line.leave();
    log.info(String.format(Locale.ROOT, "To S3: %s (%.1f MiB)", url, bytes / 1048576.0));
  }

  @Override
  public synchronized void importStarted(String taskId) {
    imported = "";
    log.info("Import: " + taskId);
  }

  @Override
  public synchronized void importProgress(String taskId, String percents, String what) {
    String now =
        (what.isEmpty() ? "goes on" : what) + (percents.isEmpty() ? "" : ", " + percents + " %");
    if (!now.equals(imported)) {
      imported = now;
      log.info("Import: " + taskId + " " + now);
    }
  }

  @Override
  public void snapshotVerified(String snapshotId) {
    log.info("Snapshot: " + snapshotId + " was read back, every block is right");
  }

  @Override
  public void snapshotCompleted(Snapshot snapshot) {
    log.info("Snapshot: " + snapshot.id() + " is complete");
  }

  @Override
  public void imageRegistered(String imageId, String name) {
    log.info("AMI: " + imageId + ", named " + name);
  }

  @Override
  public void shared(MachineImage image, Sharing sharing) {
    String with =
        sharing.with().isEmpty()
            ? "nobody"
            : sharing.with().stream().map(Grantee::toString).collect(Collectors.joining(", "));
    boolean hasSnapshots = sharing.with().stream().allMatch(Grantee::takesSnapshots);
    log.info(
        "Shared: "
            + image.id()
            + " with "
            + with
            + (hasSnapshots
                ? ""
                : "; the snapshots not with organizations, for which EC2 has no such permission"));
  }

  @Override
  public void regionFailed(FailedRegion region) {
    log.warn("No AMI in " + region.region() + ": " + region.problem());
  }

  @Override
  public void reused(MachineImage image) {
    log.info("AMI: " + image.name() + " has this content already; nothing is sent");
  }

  @Override
  public void undone(String id) {
    log.info("Deleted: " + id + ", of a run that failed");
  }

  @Override
  public void leftBehind(LeftBehind resource) {
    log.warn(
        "Left behind: "
            + resource.id()
            + " ("
            + resource.why()
            + "). Delete it: "
            + resource.command());
  }
}
