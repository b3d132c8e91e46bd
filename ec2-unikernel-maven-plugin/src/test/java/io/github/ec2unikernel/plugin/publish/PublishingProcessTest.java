package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A publisher whose process is ended from outside, as by Ctrl-C, and one that has little memory.
 */
class PublishingProcessTest {

  private static final int BLOCK = RawDisks.BLOCK;

  @TempDir Path folder;
  private LocalAccount account;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    disk = account.disk("disk", 200L * BLOCK, IntStream.range(0, 200).toArray());
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void aTerminatedProcessUndoesItsWorkBeforeItEnds() throws Exception {
    slowUpload();
    Process process = start();
    awaitCalls(20);

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(account.snapshots()).isEmpty();
    assertThat(new StateFile(account.stateFile()).read().orElseThrow().phase())
        .isEqualTo(PublishState.Phase.UNDONE);
  }

  @Test
  void aRunGoesOnWithWhatAKilledOneMade() throws Exception {
    String left = killAnUpload();
    Events events = new Events();

    MachineImage image = account.publish(disk, events);

    assertThat(image.snapshot().id()).isEqualTo(left);
    assertThat(events.said()).noneMatch(it -> it.startsWith("undone"));
    assertThat(account.calls("StartSnapshot")).isEqualTo(1);
    assertThat(LocalAccount.volume(account.blocks(left), (int) disk.size()))
        .isEqualTo(Files.readAllBytes(disk.file()));
  }

  @Test
  void whatAKilledProcessMadeOfOtherContentIsDeletedByTheNextRun() throws Exception {
    String left = killAnUpload();
    Events events = new Events();

    MachineImage image = account.publish(account.disk("other", RawDisks.BLOCK, 0), events);

    assertThat(events.said()).contains("undone " + left);
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
  }

  @Test
  void whatAKilledProcessMadeAndSomebodyDeletedIsMadeAnew() throws Exception {
    String left = killAnUpload();
    account.ec2().deleteSnapshot(request -> request.snapshotId(left));
    Events events = new Events();

    MachineImage image = account.publish(disk, events);

    assertThat(events.said()).anyMatch(it -> it.contains(left + " is gone. Starting again."));
    assertThat(account.snapshots())
        .extracting(it -> it.snapshotId())
        .containsExactly(image.snapshot().id());
  }

  @Test
  void aHundredAndFiftyMebibytesGoThroughAHeapOf128() throws Exception {
    disk = account.disk("large", 300L * BLOCK, IntStream.range(0, 300).toArray());
    Process process = start("-Xmx128m");

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said.strip()).endsWith(account.images().get(0).imageId());
  }

  /** Returns the snapshot that a process was killed over. */
  private String killAnUpload() throws Exception {
    slowUpload();
    Process process = start();
    awaitCalls(20);
    process.destroyForcibly().waitFor();
    account.server().faults().clear();
    return account.snapshots().get(0).snapshotId();
  }

  private void slowUpload() {
    account
        .server()
        .faults()
        .inject(Fault.delay("PutSnapshotBlock", 1, Duration.ofMillis(300)).times(1000));
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            PublishingProcess.class.getName(),
            account.server().endpoint().toString(),
            account.server().accessKeyId(),
            account.server().secretAccessKey(),
            disk.file().toString(),
            account.stateFile().toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private void awaitCalls(int puts) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (account.calls("PutSnapshotBlock") < puts) {
      assertThat(System.nanoTime()).as("the upload has begun").isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
