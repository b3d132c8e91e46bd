package io.github.ec2unikernel.harness.localec2;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A local EC2 in a fresh directory, without delays, and clients that don't try again. */
abstract class LocalEc2Base {

  @TempDir Path directory;
  LocalEc2 local;
  Ec2Client ec2;
  EbsClient ebs;

  @BeforeEach
  final void start() {
    local = LocalEc2.start(options());
    ec2 = Clients.ec2(local);
    ebs = Clients.ebs(local);
  }

  @AfterEach
  final void close() {
    ec2.close();
    ebs.close();
    local.close();
  }

  LocalEc2Options options() {
    return LocalEc2Options.in(directory).withDelays(Duration.ZERO, Duration.ZERO);
  }

  final String startSnapshot() {
    return ebs.startSnapshot(r -> r.volumeSize(1L)).snapshotId();
  }
}
