package io.github.ec2unikernel.plugin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Measures the upload beside its peers and prints a table: {@code mvn -Pbenchmark test
 * -Dtest=UploadBenchmark}. It needs 12 GiB on the disk, /usr/bin/aws and /usr/bin/python3 with
 * boto3. Nothing is asserted: figures depend on what else a machine does.
 */
class UploadBenchmark {

  @Test
  void measure() throws IOException {
    Path dir = Files.createDirectories(Path.of("target/benchmark-upload")).toAbsolutePath();
    try (UploadServerProcess server = new UploadServerProcess(dir.resolve("account"))) {
      UploadContest contest = new UploadContest(dir, server);
      try {
        contest.run();
      } finally {
        contest.tidy();
      }
    }
  }
}
