package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Part;

/** Parts that were acknowledged are there, whole, after the process that took them was killed. */
final class KilledS3IT extends S3Base {

  private static final int ENOUGH = 12;

  @Test
  void acknowledgedPartsSurviveAKill() throws Exception {
    String id =
        s3.createMultipartUpload(r -> r.bucket(BUCKET).key("k").checksumAlgorithm("SHA256"))
            .uploadId();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServingProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    Queue<Thread> senders = new ConcurrentLinkedQueue<>();
    try (S3Client victim =
        Clients.s3(
            URI.create(
                "http://127.0.0.1:"
                    + new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                        .readLine()))) {
      AtomicInteger next = new AtomicInteger(1);
      for (int i = 0; i < 4; i++) {
        Thread sender = new Thread(() -> send(victim, id, next, acknowledged));
        sender.start();
        senders.add(sender);
      }
      while (acknowledged.size() < ENOUGH) {
        Thread.onSpinWait();
      }
    } finally {
      // SIGKILL on this platform.
      process.destroyForcibly().waitFor();
    }
    for (Thread sender : senders) {
      sender.join();
    }

    Map<Integer, String> found =
        s3.listPartsPaginator(r -> r.bucket(BUCKET).key("k").uploadId(id)).parts().stream()
            .collect(Collectors.toMap(Part::partNumber, Part::checksumSHA256));
    assertThat(found).containsAllEntriesOf(acknowledged);
    assertThat(new ArrayList<>(acknowledged.keySet())).hasSizeGreaterThanOrEqualTo(ENOUGH);
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("k").uploadId(id));
    // What was taken but not acknowledged goes when the directory is served next.
    LocalEc2.start(options()).close();
    assertThat(directory.resolve("s3/data/" + BUCKET)).isEmptyDirectory();
  }

  private static void send(
      S3Client client, String id, AtomicInteger next, Map<Integer, String> acknowledged) {
    try {
      while (next.get() < 1000) {
        int number = next.getAndIncrement();
        String checksum =
            client
                .uploadPart(
                    r ->
                        r.bucket(BUCKET)
                            .key("k")
                            .uploadId(id)
                            .partNumber(number)
                            .checksumAlgorithm("SHA256"),
                    RequestBody.fromBytes(random(MIB, number)))
                .checksumSHA256();
        acknowledged.put(number, checksum);
      }
    } catch (SdkException | UncheckedIOException e) {
      // The process was killed.
    }
  }
}
