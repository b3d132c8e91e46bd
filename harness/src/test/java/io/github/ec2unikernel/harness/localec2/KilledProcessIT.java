package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Endpoints in processes of their own, on one directory with that of the test. */
final class KilledProcessIT extends LocalEc2Base {

  @RepeatedTest(3)
  void whatWasAnsweredIsThereAfterAKillInTheMiddleOfWriting() throws Exception {
    Process process = serve();
    Map<Integer, byte[]> answered = new HashMap<>();
    String id;
    try (EbsClient victim = Clients.ebs(endpoint(process))) {
      id = victim.startSnapshot(r -> r.volumeSize(1L)).snapshotId();
      Queue<Integer> put = new ConcurrentLinkedQueue<>();
      AtomicInteger next = new AtomicInteger();
      List<Thread> writers =
          java.util.stream.Stream.generate(
                  () -> new Thread(() -> writeUntilItBreaks(victim, id, next, put)))
              .limit(4)
              .toList();
      writers.forEach(Thread::start);
      while (put.size() < 25) {
        Thread.onSpinWait();
      }
      // SIGKILL on this platform.
      process.destroyForcibly().waitFor();
      for (Thread writer : writers) {
        writer.join();
      }
      put.forEach(index -> answered.put(index, Blocks.random(index)));
    }

    // Blocks whose answer was lost may be there or not; putting them again is a client's right.
    for (int index = 0; index < answered.size() + 8; index++) {
      if (!answered.containsKey(index)) {
        Blocks.put(ebs, id, index, Blocks.random(index));
        answered.put(index, Blocks.random(index));
      }
    }
    Blocks.complete(
        ebs, id, new java.util.TreeMap<>(answered).values().stream().toList());
    for (Block block : ebs.listSnapshotBlocks(r -> r.snapshotId(id)).blocks()) {
      byte[] read =
          ebs.getSnapshotBlockAsBytes(
                  r ->
                      r.snapshotId(id)
                          .blockIndex(block.blockIndex())
                          .blockToken(block.blockToken()))
              .asByteArray();
      assertThat(read).isEqualTo(answered.get(block.blockIndex()));
    }
  }

  @Test
  void tagsOfAKilledProcessAreWholeAndTheLockIsFree() throws Exception {
    Process process = serve();
    String id = startSnapshot();
    try (Ec2Client victim = Clients.ec2(endpoint(process))) {
      AtomicInteger tagged = new AtomicInteger();
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (true) {
                    String value = "x".repeat(200) + tagged.get();
                    victim.createTags(
                        r ->
                            r.resources(id)
                                .tags(
                                    software.amazon.awssdk.services.ec2.model.Tag.builder()
                                        .key("k")
                                        .value(value)
                                        .build()));
                    tagged.incrementAndGet();
                  }
                } catch (SdkException e) {
                  // The process was killed.
                }
              });
      writer.start();
      while (tagged.get() < 30) {
        Thread.onSpinWait();
      }
      process.destroyForcibly().waitFor();
      writer.join();

      Snapshot snapshot = ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0);
      String value = snapshot.tags().get(0).value();
      assertThat(Integer.parseInt(value.substring(200)))
          .isBetween(tagged.get() - 1, tagged.get());
      ec2.deleteSnapshot(r -> r.snapshotId(id));
    }
  }

  @Test
  void twoProcessesShareADirectory() throws Exception {
    Process process = serve();
    try (Ec2Client other = Clients.ec2(endpoint(process));
        EbsClient otherEbs = Clients.ebs(endpoint(process))) {
      String id = startSnapshot();
      Blocks.put(otherEbs, id, 0, Blocks.random(0));
      Blocks.put(ebs, id, 1, Blocks.random(1));
      Blocks.complete(otherEbs, id, List.of(Blocks.random(0), Blocks.random(1)));

      assertThat(other.describeSnapshots(r -> r.snapshotIds(id)).snapshots()).hasSize(1);
      assertThat(Clients.code(() -> Blocks.put(ebs, id, 2, Blocks.random(2))))
          .isEqualTo("ValidationException");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void writeUntilItBreaks(
      EbsClient client, String id, AtomicInteger next, Queue<Integer> answered) {
    try {
      while (true) {
        int index = next.getAndIncrement();
        Blocks.put(client, id, index, Blocks.random(index));
        answered.add(index);
      }
    } catch (SdkException e) {
      // The process was killed.
    }
  }

  private Process serve() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServingProcess.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static URI endpoint(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    return URI.create("http://127.0.0.1:" + out.readLine());
  }
}
