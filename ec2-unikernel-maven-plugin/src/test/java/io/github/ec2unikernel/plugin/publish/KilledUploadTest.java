package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.image.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A publisher that is killed with SIGKILL at random moments, {@code -Dunikernel.test.kills} times
 * in all; the account outlives it.
 */
class KilledUploadTest {

  private static final int KILLS = Integer.getInteger("unikernel.test.kills", 6);
  private static final int KILLS_PER_RELEASE = 3;
  private static final int CONNECTIONS = 4;
  private static final int BLOCKS = 40;
  // What is looked up, two calls for the snapshot, and the image.
  private static final int CALLS_BESIDE_BLOCKS = 12;
  // 128 and SIGKILL.
  private static final int KILLED = 137;
  private static final int BLOCK = RawDisks.BLOCK;

  @TempDir Path folder;
  private LocalAccount account;
  private Path output;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    output = folder.resolve("output");
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void everyReleaseEndsInOneRightSnapshotAndOneImageAndIsSentAboutOnce() throws Exception {
    SplittableRandom random = new SplittableRandom(20261121);
    int kills = 0;
    for (int release = 0; kills < KILLS; release++) {
      // Every other one is a delta of the one before.
      int changed = release % 2 == 0 ? BLOCKS : BLOCKS / 2;
      DiskImage disk = release(release / 2, changed);
      int before = account.calls("PutSnapshotBlock");
      int killed = 0;
      while (killed < KILLS_PER_RELEASE && kills < KILLS) {
        int left = Math.max(0, changed - (account.calls("PutSnapshotBlock") - before));
        if (!kill(disk, random.nextInt(left + CALLS_BESIDE_BLOCKS))) {
          // It was quicker, and has published.
          break;
        }
        killed++;
        kills++;
      }

      MachineImage image = account.publish(disk);

      assertThat(account.images()).as("release " + release).hasSize(release + 1);
      assertThat(account.snapshots()).as("release " + release).hasSize(release + 1);
      assertThat(LocalAccount.volume(account.blocks(image.snapshot().id()), (int) disk.size()))
          .as("release %d, seed of kill %d", release, kills)
          .isEqualTo(Files.readAllBytes(disk.file()));
      // What was on its way when it was killed is sent once more.
      assertThat(account.calls("PutSnapshotBlock") - before)
          .as("blocks sent of release %d of %d", release, changed)
          .isBetween(changed, changed + killed * CONNECTIONS);
    }
  }

  private DiskImage release(int generation, int changed) throws IOException {
    Path file = folder.resolve("disk-" + generation + ".raw");
    if (changed == BLOCKS) {
      return RawDisks.write(
          file, (BLOCKS * (long) BLOCK) + 512L * generation, IntStream.range(0, BLOCKS).toArray());
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int block = 0; block < changed; block++) {
      bytes[block * BLOCK] ^= 1;
    }
    Files.write(file, bytes);
    return RawDisks.describe(file);
  }

  /**
   * Starts a publisher and kills it when the account has answered so many of its calls; returns
   * false if it ended before.
   */
  private boolean kill(DiskImage disk, int calls) throws Exception {
    int before = account.server().calls().all().size();
    Process process = start(disk);
    while (process.isAlive() && account.server().calls().all().size() - before < calls) {
      process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    int exit = process.destroyForcibly().waitFor();
    assertThat(exit).as(Files.readString(output)).isIn(0, KILLED);
    return exit == KILLED;
  }

  private Process start(DiskImage disk) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            PublishingProcess.class.getName(),
            account.server().endpoint().toString(),
            account.server().accessKeyId(),
            account.server().secretAccessKey(),
            disk.file().toString(),
            account.stateFile().toString(),
            String.valueOf(CONNECTIONS));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
