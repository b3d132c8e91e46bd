package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.plugin.oracle.ChildJava;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Uploads beside a Python program that does the same with 64 threads, and beside {@code aws s3 cp},
 * to one local EC2 in a process of its own, at several latencies.
 */
final class UploadContest {

  private static final int CONNECTIONS = 64;
  private static final int BLOCK = 512 * 1024;
  private static final int HEAP_MIB = 128;
  private static final long GIB = 1L << 30;
  private static final long DATA = 20L << 20;
  private static final Path PYTHON = Path.of("src/test/python/upload.py");

  private final Path dir;
  private final UploadServerProcess server;
  private int runs;

  UploadContest(Path dir, UploadServerProcess server) {
    this.dir = dir;
    this.server = server;
  }

  void run() throws IOException {
    for (int latency : new int[] {0, 20, 100}) {
      server.setLatency(latency);
      contest("1 GiB dense", disk("dense.raw", GIB, GIB), latency);
      contest("1 GiB, 20 MiB of data", disk("sparse.raw", GIB, DATA), latency);
      contest("20 MiB", disk("small.raw", DATA, DATA), latency);
    }
    redeploys();
  }

  private void contest(String image, Path disk, int latency) throws IOException {
    long size = Files.size(disk);
    Ours ours = ours(disk, fresh());
    UploadTime python = python(disk);
    UploadTime s3 = s3(disk);
    double whole = ours.whole().seconds();
    System.out.println(ours.whole().row(image, latency, "deploy", size, whole));
    System.out.println(python.row(image, latency, "boto3, 64 threads", size, whole));
    System.out.println(s3.row(image, latency, "aws s3 cp", size, whole));
    // What 64 connections carry if a block takes the latency and no time besides.
    double most = CONNECTIONS * 0.5 / Math.max(0.001, latency / 1000.0);
    System.out.printf(
        Locale.ROOT,
        "%-22s %5d ms  blocks alone: %.2f s, %.1f MiB/s of at most %.1f; heap peak %.1f of %d MiB%n",
        image,
        latency,
        ours.sending(),
        ours.whole().bytes() / 1048576.0 / ours.sending(),
        most,
        ours.heap() / 1048576.0,
        HEAP_MIB);
  }

  /** The same disk again, and one with one other block: what is sent then. */
  private void redeploys() throws IOException {
    server.setLatency(0);
    Path disk = disk("again.raw", GIB, GIB / 4);
    Path results = fresh();
    ours(disk, results);
    print("unchanged redeploy", ours(disk, results));
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(100L * BLOCK);
      file.write(1);
    }
    print("one block changed", ours(disk, results));
  }

  private static void print(String what, Ours ours) {
    System.out.printf(
        Locale.ROOT,
        "%-22s           deploy %.2f s, its JVM's start included; %d bytes sent%n",
        what,
        ours.whole().seconds(),
        ours.whole().bytes());
  }

  /**
   * One of our runs.
   *
   * @param sending seconds from the first block to the last
   * @param heap the heap's peak in bytes
   */
  private record Ours(UploadTime whole, double sending, long heap) {}

  private Ours ours(Path disk, Path results) throws IOException {
    String sha256 = sha256(disk);
    long start = System.nanoTime();
    String output =
        output(
            ChildJava.command(
                UploadMain.class,
                List.of("-Xmx" + HEAP_MIB + "m"),
                server.endpoint(),
                server.accessKeyId(),
                server.secretAccessKey(),
                disk,
                sha256,
                results.resolve("state.json"),
                CONNECTIONS));
    double seconds = (System.nanoTime() - start) / 1e9;
    String[] figures = output.lines().reduce((first, last) -> last).orElseThrow().split(" ", -1);
    return new Ours(
        new UploadTime(seconds, Long.parseLong(figures[0])),
        Double.parseDouble(figures[1]),
        Long.parseLong(figures[3]));
  }

  private UploadTime python(Path disk) throws IOException {
    long start = System.nanoTime();
    String output =
        output(
            List.of(
                "/usr/bin/python3",
                PYTHON.toString(),
                server.endpoint(),
                disk.toString(),
                String.valueOf(CONNECTIONS)));
    return new UploadTime((System.nanoTime() - start) / 1e9, Long.parseLong(output.strip()));
  }

  private UploadTime s3(Path disk) throws IOException {
    String bucket = "benchmark-" + runs++;
    aws("s3", "mb", "s3://" + bucket);
    long start = System.nanoTime();
    aws("s3", "cp", "--no-progress", disk.toString(), "s3://" + bucket + "/disk");
    UploadTime time = new UploadTime((System.nanoTime() - start) / 1e9, Files.size(disk));
    aws("s3", "rb", "--force", "s3://" + bucket);
    return time;
  }

  private void aws(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/aws", "--endpoint-url", server.endpoint()));
    command.addAll(List.of(words));
    output(command);
  }

  private String output(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(dir.resolve("errors").toFile());
    builder.environment().putAll(server.environment());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + Files.readString(dir.resolve("errors")));
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException(e);
    }
    return output;
  }

  private Path fresh() throws IOException {
    return Files.createDirectories(dir.resolve("results-" + runs++));
  }

  private Path disk(String name, long size, long data) throws IOException {
    Path path = dir.resolve(name);
    // Another one each time: a disk that is there already is not sent.
    SplittableRandom random = new SplittableRandom(runs++);
    byte[] bytes = new byte[BLOCK];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
      file.setLength(size);
      for (long at = 0; at < data; at += BLOCK) {
        random.nextBytes(bytes);
        file.write(bytes);
      }
    }
    return path;
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      byte[] bytes = new byte[BLOCK];
      while (in.read(bytes) >= 0) {
        // The stream digests what is read.
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /** Deletes what it made. */
  void tidy() throws IOException {
    HostCommand.run("rm", "-rf", dir);
  }
}
