package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Endpoints in processes of their own, on one directory with that of the test. */
final class KilledProcessIT extends LocalEc2Base {

  private @Nullable Process process;

  @RepeatedTest(3)
  void whatWasAnsweredIsThereAfterAKillInTheMiddleOfWriting() throws Exception {
    URI endpoint = serve();
    Map<Integer, byte[]> answered = new HashMap<>();
    String id;
    try (EbsClient victim = Clients.ebs(endpoint)) {
      id = victim.startSnapshot(r -> r.volumeSize(1L)).snapshotId();
      Queue<Integer> put = new ConcurrentLinkedQueue<>();
      AtomicInteger next = new AtomicInteger();
      List<Thread> writers =
          Stream.generate(() -> new Thread(() -> writeUntilItBreaks(victim, id, next, put)))
              .limit(4)
              .toList();
      writers.forEach(Thread::start);
      await(() -> put.size() >= 25);
      kill();
      for (Thread writer : writers) {
        writer.join();
      }
      put.forEach(index -> answered.put(index, Blocks.random(index)));
    }

    // Blocks whose answer was lost may be there or not; putting them again is a client's right.
    int blocks = answered.size() + 8;
    for (int index = 0; index < blocks; index++) {
      if (!answered.containsKey(index)) {
        Blocks.put(ebs, id, index, Blocks.random(index));
        answered.put(index, Blocks.random(index));
      }
    }
    Blocks.complete(ebs, id, new TreeMap<>(answered).values().stream().toList());
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
    URI endpoint = serve();
    String id = startSnapshot();
    try (Ec2Client victim = Clients.ec2(endpoint)) {
      AtomicInteger tagged = new AtomicInteger();
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (true) {
                    String value = "x".repeat(200) + tagged.get();
                    victim.createTags(
                        r -> r.resources(id).tags(Tag.builder().key("k").value(value).build()));
                    tagged.incrementAndGet();
                  }
                } catch (SdkException e) {
                  // The process was killed.
                }
              });
      writer.start();
      await(() -> tagged.get() >= 30);
      kill();
      writer.join();

      Snapshot snapshot = ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0);
      String value = snapshot.tags().get(0).value();
      assertThat(Integer.parseInt(value.substring(200))).isBetween(tagged.get() - 1, tagged.get());
      ec2.deleteSnapshot(r -> r.snapshotId(id));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 14, 21, 27})
  void aKillInTheMiddleOfAnyCallLeavesAWholeState(int calls) throws Exception {
    URI endpoint = serve();
    AtomicInteger done = new AtomicInteger();
    try (Ec2Client victim = Clients.ec2(endpoint);
        EbsClient victimEbs = Clients.ebs(endpoint)) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clients.add(new Thread(runUntilItBreaks(new Workload(victim, victimEbs, done), i)));
      }
      clients.forEach(Thread::start);
      await(() -> done.get() >= calls);
      kill();
      for (Thread client : clients) {
        client.join();
      }
    }

    try (LocalEc2 next = LocalEc2.start(options());
        Ec2Client client = Clients.ec2(next);
        EbsClient clientEbs = Clients.ebs(next)) {
      assertThat(Workload.problems(client)).isEmpty();
      new Workload(client, clientEbs, done).run("after-the-kill");
      assertThat(Workload.problems(client)).isEmpty();
    }
  }

  @Test
  void twoProcessesShareADirectory() throws Exception {
    URI endpoint = serve();
    try (Ec2Client other = Clients.ec2(endpoint);
        EbsClient otherEbs = Clients.ebs(endpoint)) {
      String id = startSnapshot();
      Blocks.put(otherEbs, id, 0, Blocks.random(0));
      Blocks.put(ebs, id, 1, Blocks.random(1));
      Blocks.complete(otherEbs, id, List.of(Blocks.random(0), Blocks.random(1)));

      assertThat(other.describeSnapshots(r -> r.snapshotIds(id)).snapshots()).hasSize(1);
      assertThat(Clients.code(() -> Blocks.put(ebs, id, 2, Blocks.random(2))))
          .isEqualTo("ValidationException");
    }
  }

  @Test
  void oneClientTokenThroughTwoProcessesMakesOneSnapshot() throws Exception {
    URI endpoint = serve();
    Set<String> ids = ConcurrentHashMap.newKeySet();
    try (EbsClient other = Clients.ebs(endpoint)) {
      for (int round = 0; round < 20; round++) {
        String token = "t" + round;
        Thread here = new Thread(() -> ids.add(start(ebs, token)));
        Thread there = new Thread(() -> ids.add(start(other, token)));
        here.start();
        there.start();
        here.join();
        there.join();
      }
    }

    assertThat(ids).hasSize(20);
    assertThat(ec2.describeSnapshots().snapshots()).hasSize(20);
  }

  private static Runnable runUntilItBreaks(Workload workload, int client) {
    return () -> {
      try {
        for (int round = 0; true; round++) {
          workload.run("client-" + client + "-" + round);
        }
      } catch (SdkClientException e) {
        // The process was killed; a refusal, which is no such exception, fails the test.
      }
    };
  }

  private static String start(EbsClient client, String token) {
    return client.startSnapshot(r -> r.volumeSize(1L).clientToken(token)).snapshotId();
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

  private URI serve() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServingProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = started;
    BufferedReader out = new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8));
    return URI.create("http://127.0.0.1:" + out.readLine());
  }

  @AfterEach
  void kill() throws InterruptedException {
    Process started = process;
    if (started != null) {
      // SIGKILL on this platform.
      started.destroyForcibly().waitFor();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("30 seconds have passed").isLessThan(deadline);
      Thread.sleep(2);
    }
  }
}
