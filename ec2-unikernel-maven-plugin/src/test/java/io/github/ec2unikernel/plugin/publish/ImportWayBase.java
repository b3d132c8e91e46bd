package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is published by way of S3, and what such tests look at. */
abstract class ImportWayBase {

  static final int BLOCK = RawDisks.BLOCK;
  static final int ALWAYS = 1000;

  @TempDir Path folder;
  LocalAccount account;
  ImportAccount imports;
  DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    imports = new ImportAccount(account);
    imports.createBucket();
    imports.createRole("vmimport");
    // Three parts of S3.
    disk = account.disk("disk.raw", 40L * BLOCK, IntStream.range(0, 39).toArray());
  }

  @AfterEach
  void close() {
    imports.close();
    account.close();
  }

  MachineImage publish(ImportOptions options, PublishListener listener) {
    return new Publisher()
        .publish(imports.request(account.request(disk), options), listener)
        .primary();
  }

  MachineImage keeping(ImportOptions options) {
    PublishRequest request = account.request(disk);
    return new Publisher()
        .publish(
            imports.request(request.with(request.upload().withKeep(true)), options), new Events())
        .primary();
  }

  ProblemException failure(ImportOptions options, PublishListener listener) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> publish(options, listener));
    assertThat(problem).as("the problem").isNotNull();
    return problem;
  }

  void assertNothingIsLeft() {
    account.server().faults().clear();
    assertThat(account.snapshots()).isEmpty();
    assertThat(account.images()).isEmpty();
    assertThat(imports.objects()).isEmpty();
    assertThat(imports.tasks())
        .allMatch(task -> !task.snapshotTaskDetail().status().equals("active"));
  }
}
