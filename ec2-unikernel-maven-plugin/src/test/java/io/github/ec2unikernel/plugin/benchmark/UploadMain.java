package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.BlockPlan;
import io.github.ec2unikernel.plugin.publish.Coordinates;
import io.github.ec2unikernel.plugin.publish.PublishListener;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.Publisher;
import io.github.ec2unikernel.plugin.publish.Snapshot;
import io.github.ec2unikernel.plugin.publish.UploadOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Publishes one disk as the goal deploy does, and prints what it cost. */
final class UploadMain implements PublishListener {

  private long begun;
  private long sent;
  private long bytes;

  private UploadMain() {}

  /** Takes endpoint, key, secret, disk, its SHA-256, state file and connections. */
  public static void main(String[] arguments) throws IOException {
    Path disk = Path.of(arguments[3]);
    PublishRequest request =
        PublishRequest.of(
                new DiskImage(disk, Files.size(disk), arguments[4], DiskBoot.byPvGrub(disk)),
                new Coordinates("org.example", "benchmark", "1"),
                new AwsTarget(
                    "us-west-2",
                    null,
                    URI.create(arguments[0]),
                    new AccessKey(arguments[1], arguments[2])),
                Path.of(arguments[5]),
                "1")
            .with(UploadOptions.standard().withConnections(Integer.parseInt(arguments[6])));
    UploadMain heard = new UploadMain();
    long start = System.nanoTime();
    new Publisher().publish(request, heard);
    double whole = (System.nanoTime() - start) / 1e9;
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.println(
        heard.bytes + " " + (heard.sent - heard.begun) / 1e9 + " " + whole + " " + heap);
  }

  @Override
  public void imageRead(BlockPlan plan) {
    begun = System.nanoTime();
  }

  @Override
  public void blockUploaded(int done, int total) {
    sent = System.nanoTime();
  }

  @Override
  public void snapshotCompleted(Snapshot snapshot) {
    bytes += snapshot.bytesSent();
  }
}
