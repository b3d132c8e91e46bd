package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Sources and volumes in a directory of a test's own. */
final class VolumeFixture {

  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  final Path dir;
  final Path source;
  final Path target;

  VolumeFixture(Path dir) throws IOException {
    this.dir = dir;
    this.source = Files.createDirectory(dir.resolve("source"));
    this.target = dir.resolve("out/data.ext2");
  }

  VolumeRequest request() {
    return request(OptionalLong.empty());
  }

  VolumeRequest request(OptionalLong size) {
    return new VolumeRequest("data", source, size, target, TIME);
  }

  VolumeImage build() {
    return VolumeBuilder.build(request());
  }

  Ext2Judge judge() {
    return new Ext2Judge(target, 0);
  }

  Path file(String path, int size) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(file.getParent());
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return Files.write(file, bytes);
  }

  /** Runs a shell script in the source: for what Java has no name or no call for. */
  void shell(String script) {
    HostCommand shell =
        HostCommand.run(List.of("/bin/sh", "-e", "-c", "cd \"$0\"; " + script, source.toString()));
    if (shell.exitCode() != 0) {
      throw new AssertionError(shell.output());
    }
  }

  /** Removes all trees: JUnit takes minutes for some ten thousand files. */
  void remove() {
    HostCommand.run("rm", "-rf", source, dir.resolve("copy"));
  }

  /** Fills the source with one of everything that a volume can hold. */
  void fillWithEverything() throws IOException {
    file("a/file", 5);
    file("a/empty", 0);
    file("a/one-block", 4096);
    file("a/many blocks", 300_000);
    file("with spaces/and \"quotes\"/file", 77);
    shell("touch \"$(printf 'not-utf-8-\\351\\377')\" \"$(printf 'utf-8-\\303\\244')\"");
    shell("touch -- \"$(printf 'new\\nline')\" '-dash' '...' '.hidden' ' '");
    shell("mkdir -p empty \"$(printf 'dir-\\344')\"; echo x > \"$(printf 'dir-\\344/\\001')\"");
    shell("touch \"$(printf '%0255d' 7)\"");
    shell(
        "ln -s a/file to-a-file; ln -s nowhere dangling; ln -s loop loop; ln -s /no/where absolute");
    shell("ln -s \"$(printf 'caf\\351/')\" odd-target; ln -s \"$(printf 'dir-\\344')\" odd-dir");
    for (int length : new int[] {1, 58, 59, 60, 61, 1000, 1023}) {
      shell("ln -s \"$(printf '%0" + length + "d' 7)\" long-link-" + length);
    }
    shell("ln a/file hard-link; mkdir -p modes; cd modes");
    for (String mode : new String[] {"000", "600", "644", "755", "4755", "2711", "1777"}) {
      shell("touch modes/f" + mode + "; chmod " + mode + " modes/f" + mode);
      shell("mkdir modes/d" + mode + "; chmod " + mode + " modes/d" + mode);
    }
    shell("chmod 750 .");
  }
}
