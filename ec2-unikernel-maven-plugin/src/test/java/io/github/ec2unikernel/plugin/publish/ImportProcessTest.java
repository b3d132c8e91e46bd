package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher by way of S3 whose process is ended from outside. */
class ImportProcessTest {

  private static final int ALWAYS = 1000;

  @TempDir Path folder;
  private LocalAccount account;
  private ImportAccount imports;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    imports = new ImportAccount(account);
    imports.createBucket();
    imports.createRole("vmimport");
    disk = account.disk("disk.raw", 40L * RawDisks.BLOCK, IntStream.range(0, 39).toArray());
  }

  @AfterEach
  void close() {
    imports.close();
    account.close();
  }

  @Test
  void aTerminatedProcessCancelsItsImportBeforeItEnds() throws Exception {
    delay("DescribeImportSnapshotTasks");
    Process process = start();
    awaitCall("ImportSnapshot");

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    account.server().faults().clear();
    assertThat(imports.objects()).isEmpty();
    assertThat(account.snapshots()).isEmpty();
    assertThat(imports.state()).isIn("deleting", "deleted", "completed");
    assertThat(new StateFile(account.stateFile()).read().orElseThrow().phase())
        .isEqualTo(PublishState.Phase.UNDONE);
  }

  @Test
  void aTerminatedProcessAbortsItsUploadBeforeItEnds() throws Exception {
    delay("UploadPart");
    Process process = start();
    awaitCall("CreateMultipartUpload");

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    account.server().faults().clear();
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.tasks()).isEmpty();
  }

  @Test
  void aRunGoesOnWithTheImportThatAKilledOneStarted() throws Exception {
    delay("DescribeImportSnapshotTasks");
    Process process = start();
    awaitCall("ImportSnapshot");
    // Its answer is to be written down, or not; either is to be gone on with.
    process.destroyForcibly().waitFor();
    account.server().faults().clear();

    MachineImage image =
        new Publisher()
            .publish(imports.request(account.request(disk), options()), new Events())
            .primary();

    assertThat(account.calls("ImportSnapshot")).isEqualTo(1);
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.tasks()).hasSize(1);
  }

  private static ImportOptions options() {
    return ImportOptions.of(ImportAccount.BUCKET)
        .withTimes(Duration.ofSeconds(30), Duration.ofMinutes(2));
  }

  private void delay(String action) {
    account.server().faults().inject(Fault.delay(action, 1, Duration.ofSeconds(3)).times(ALWAYS));
  }

  private Process start() throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName(),
                account.server().endpoint().toString(),
                account.server().accessKeyId(),
                account.server().secretAccessKey(),
                disk.file().toString(),
                account.stateFile().toString(),
                "4",
                ImportAccount.BUCKET))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private void awaitCall(String action) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (account.calls(action) == 0) {
      assertThat(System.nanoTime()).as("no " + action + " within 60 s").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
