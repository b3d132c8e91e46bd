package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;

/** Roles, objects and imports through an endpoint that is killed in the middle of them. */
final class KilledImportIT extends S3Base {

  private static final int CLIENTS = 4;

  private @Nullable Process process;

  @Override
  LocalEc2Options options() {
    return super.options().withImportDelay(Duration.ofMillis(200));
  }

  @ParameterizedTest(name = "after {0} calls")
  @ValueSource(ints = {2, 9, 17, 30, 44, 61})
  void theSameCallsSucceedAfterAKillAndNothingIsHalfThere(int calls) throws Exception {
    URI endpoint = serve();
    AtomicInteger done = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(calls);
    List<Thread> clients =
        Stream.iterate(0, i -> i + 1)
            .limit(CLIENTS)
            .map(i -> new Thread(() -> runUntilItBreaks(endpoint, "c" + i, enough)))
            .toList();
    clients.forEach(Thread::start);
    enough.await();
    kill();
    for (Thread client : clients) {
      client.join();
    }

    local.close();
    local = LocalEc2.start(options());
    for (int i = 0; i < CLIENTS; i++) {
      try (Work work = new Work(local.endpoint(), new CountDownLatch(0))) {
        work.run("c" + i);
        done.incrementAndGet();
      }
    }

    assertThat(done).hasValue(CLIENTS);
    assertDataIsNamed();
    try (Ec2Client client = Clients.ec2(local)) {
      Set<String> ids = new HashSet<>();
      for (var task : client.describeImportSnapshotTasks().importSnapshotTasks()) {
        ids.add(awaitCompleted(client, task.importTaskId()).snapshotId());
      }
      assertThat(client.describeSnapshots(r -> r.ownerIds("self")).snapshots())
          .as("a snapshot for each task and no other")
          .extracting(Snapshot::snapshotId)
          .containsExactlyInAnyOrderElementsOf(ids);
    }
    assertThat(directory.resolve(Clients.OREGON).resolve("drafts")).isEmptyDirectory();
  }

  private void assertDataIsNamed() throws Exception {
    StringBuilder named = new StringBuilder();
    try (S3Client client = Clients.s3(local);
        Stream<Path> documents = Files.walk(directory.resolve("s3"))) {
      for (Path document : documents.filter(f -> f.toString().endsWith(".json")).toList()) {
        named.append(Files.readString(document));
      }
      assertThat(client.listMultipartUploads(r -> r.bucket(BUCKET)).uploads()).isEmpty();
    }
    try (Stream<Path> data = Files.list(directory.resolve("s3/data/" + BUCKET))) {
      assertThat(data.map(file -> file.getFileName().toString()))
          .allSatisfy(name -> assertThat(named).contains(name));
    }
  }

  private static SnapshotTaskDetail awaitCompleted(Ec2Client client, String id) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (true) {
      SnapshotTaskDetail detail =
          client
              .describeImportSnapshotTasks(r -> r.importTaskIds(id))
              .importSnapshotTasks()
              .get(0)
              .snapshotTaskDetail();
      assertThat(detail.status()).as(detail.statusMessage()).isIn("active", "completed");
      if (detail.status().equals("completed")) {
        return detail;
      }
      assertThat(System.nanoTime()).as("30 seconds have passed").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void runUntilItBreaks(URI endpoint, String name, CountDownLatch calls) {
    try (Work work = new Work(endpoint, calls)) {
      while (true) {
        work.run(name);
      }
    } catch (SdkClientException e) {
      // The process was killed; a refusal, which is no such exception, fails the test.
    }
  }

  private URI serve() throws Exception {
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
      started.destroyForcibly().waitFor();
    }
  }

  /** What one client does; done again it ends the same, whatever became of it before. */
  private static final class Work implements AutoCloseable {

    private final S3Client s3;
    private final IamClient iam;
    private final Ec2Client ec2;
    private final CountDownLatch calls;

    Work(URI endpoint, CountDownLatch calls) {
      s3 = Clients.s3(endpoint);
      iam = Clients.iam(endpoint);
      ec2 = Clients.ec2(endpoint);
      this.calls = calls;
    }

    void run(String name) {
      role(name);
      s3.putObject(
          r -> r.bucket(BUCKET).key(name + "-small"), RequestBody.fromBytes(random(MIB, 1)));
      calls.countDown();
      byte[] disk = random(6 * MIB, 2);
      upload(name, disk);
      assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(name)).asByteArray())
          .isEqualTo(disk);
      calls.countDown();
      String task =
          ec2.importSnapshot(
                  r ->
                      r.clientToken(name)
                          .roleName(name)
                          .diskContainer(d -> d.format("RAW").url("s3://" + BUCKET + "/" + name)))
              .importTaskId();
      calls.countDown();
      String snapshot = awaitCompleted(ec2, task).snapshotId();
      assertThat(ec2.describeSnapshots(r -> r.snapshotIds(snapshot)).snapshots()).hasSize(1);
      calls.countDown();
    }

    private void role(String name) {
      try {
        iam.createRole(
            r -> r.roleName(name).assumeRolePolicyDocument(Policies.read("trust-policy.json")));
      } catch (IamException e) {
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("EntityAlreadyExists");
      }
      calls.countDown();
      iam.putRolePolicy(
          r ->
              r.roleName(name)
                  .policyName("import")
                  .policyDocument(Policies.read("role-policy.json")));
      calls.countDown();
    }

    private void upload(String key, byte[] content) {
      String id =
          s3.listMultipartUploads(r -> r.bucket(BUCKET).prefix(key)).uploads().stream()
              .map(upload -> upload.uploadId())
              .findFirst()
              .orElseGet(() -> s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId());
      calls.countDown();
      for (int part = 0; part < 2; part++) {
        int number = part + 1;
        byte[] bytes =
            Arrays.copyOfRange(
                content, part * 5 * MIB, Math.min(content.length, (part + 1) * 5 * MIB));
        s3.uploadPart(
            r -> r.bucket(BUCKET).key(key).uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes));
        calls.countDown();
      }
      ListPartsResponse parts = s3.listParts(r -> r.bucket(BUCKET).key(key).uploadId(id));
      List<CompletedPart> chosen =
          parts.parts().stream()
              .map(p -> CompletedPart.builder().partNumber(p.partNumber()).eTag(p.eTag()).build())
              .toList();
      s3.completeMultipartUpload(
          r -> r.bucket(BUCKET).key(key).uploadId(id).multipartUpload(m -> m.parts(chosen)));
      calls.countDown();
    }

    @Override
    public void close() {
      s3.close();
      iam.close();
      ec2.close();
    }
  }
}
