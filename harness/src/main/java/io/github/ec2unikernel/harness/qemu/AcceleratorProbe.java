package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out whether KVM works, by starting with it what comes nearest to what it is wanted for: a
 * /dev/kvm that can be opened does not say so, nor for Xen does a machine that only runs its
 * firmware. What was found is kept until the next start of the host.
 *
 * @param trial what is started
 * @param cache the directory where the finding is kept
 */
public record AcceleratorProbe(KvmTrial trial, Path cache) {

  /**
   * Xen comes to the point where it wants a dom0 well within a second under KVM; so does a BIOS.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Duration TICK = Duration.ofMillis(50);

  private static final Path DEVICE = Path.of("/dev/kvm");

  /** What is said when Linux can't execute the machine's instructions; QEMU then just stops. */
  private static final String REFUSAL = "KVM internal error";

  /** What QEMU says last when it can't have KVM at all. */
  private static final String NO_KVM = "failed to initialize kvm";

  /** Tells whether a machine's log says that it was KVM that failed, and not the machine. */
  public static boolean hasFailed(String log) {
    return log.contains(REFUSAL) || log.contains(NO_KVM);
  }

  /** Returns the fastest accelerator that works. */
  public Accelerator probe() {
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      return Accelerator.TCG;
    }
    return find();
  }

  /** Returns what was found out earlier, or else now, where there is a device. */
  Accelerator find() {
    try {
      Files.createDirectories(cache);
      Path finding = cache.resolve("accelerator-" + trial.name() + key());
      if (Files.exists(finding)) {
        String name = Files.readString(finding, StandardCharsets.US_ASCII).strip();
        return Accelerator.valueOf(name.toUpperCase(Locale.ROOT));
      }
      Optional<Accelerator> found = tryKvm();
      if (found.isPresent()) {
        keep(found.get(), finding);
      }
      return found.orElse(Accelerator.TCG);
    } catch (IOException | IllegalArgumentException e) {
      // a cache that can't be read or written costs the finding, not the boot
      return tryKvm().orElse(Accelerator.TCG);
    }
  }

  /** Keeps that KVM does not work after all, as a boot has shown. */
  public void distrust() {
    try {
      keep(Accelerator.TCG, cache.resolve("accelerator-" + trial.name() + key()));
    } catch (IOException e) {
      // the next boot finds out again, which costs it a minute
    }
  }

  private void keep(Accelerator found, Path finding) throws IOException {
    Path written = Files.createTempFile(cache, "accelerator", null);
    Files.writeString(written, found.id(), StandardCharsets.US_ASCII);
    Files.move(written, finding, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Names this start of the host and this QEMU. */
  private static String key() throws IOException {
    String boot =
        Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
    Path qemu = ProcessRunner.find(Qemu.SYSTEM).orElseThrow(() -> new IOException("no QEMU"));
    return boot.strip() + "-" + Files.getLastModifiedTime(qemu).toMillis();
  }

  /** Returns what was found out, or nothing if the machine was only too slow to tell. */
  private Optional<Accelerator> tryKvm() {
    if (Files.isDirectory(cache)) {
      return tryKvm(cache);
    }
    try {
      Path directory = Files.createTempDirectory("ec2uk-kvm");
      try {
        return tryKvm(directory);
      } finally {
        Files.delete(directory);
      }
    } catch (IOException e) {
      return Optional.empty(); // it is slower without KVM, and nothing else
    }
  }

  private Optional<Accelerator> tryKvm(Path directory) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (RunningProcess machine = ProcessRunner.start(command(), directory)) {
      while (System.nanoTime() < until) {
        boolean ended = machine.hasEnded();
        String output = machine.output();
        if (output.contains(trial.proof())) {
          return Optional.of(Accelerator.KVM);
        } else if (ended || hasFailed(output)) {
          return Optional.of(Accelerator.TCG);
        }
        Thread.sleep(TICK.toMillis());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while trying KVM", "Run the build again.", e);
    }
  }

  Command command() {
    return new Command(Qemu.confined(Qemu.isRoot()))
        .with(List.of("-machine", "q35,accel=kvm"))
        .with(trial.words());
  }
}
