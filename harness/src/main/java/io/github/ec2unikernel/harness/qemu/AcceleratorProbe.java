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
import java.util.Locale;

/**
 * Finds out whether KVM works, by starting Xen with it and without a dom0: a /dev/kvm that can be
 * opened does not say so, nor does a machine that only runs its firmware. What was found is kept
 * until the next start of the host.
 *
 * @param xen the hypervisor that is to run
 * @param cache the directory where the finding is kept
 */
public record AcceleratorProbe(Path xen, Path cache) {

  /** Xen comes to the point where it wants a dom0 well within a second under KVM. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Duration TICK = Duration.ofMillis(50);

  /** What Xen says when all that comes before has worked. */
  private static final String PROOF = "dom0 kernel not specified";

  private static final Path DEVICE = Path.of("/dev/kvm");

  /** Returns the fastest accelerator that works; {@code directory} is for the machine's files. */
  public Accelerator probe(Path directory) {
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      return Accelerator.TCG;
    }
    try {
      String boot =
          Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
      Path finding = cache.resolve("accelerator-" + boot.strip());
      if (Files.exists(finding)) {
        String name = Files.readString(finding, StandardCharsets.US_ASCII).strip();
        return Accelerator.valueOf(name.toUpperCase(Locale.ROOT));
      }
      Accelerator found = xenRuns(directory) ? Accelerator.KVM : Accelerator.TCG;
      Path written = Files.createTempFile(cache, "accelerator", null);
      Files.writeString(written, found.id(), StandardCharsets.US_ASCII);
      Files.move(written, finding, StandardCopyOption.ATOMIC_MOVE);
      return found;
    } catch (IOException | IllegalArgumentException e) {
      // a cache that can't be written costs the finding, not the boot
      return xenRuns(directory) ? Accelerator.KVM : Accelerator.TCG;
    }
  }

  private boolean xenRuns(Path directory) {
    try (RunningProcess machine = ProcessRunner.start(command(), directory, PATIENCE)) {
      while (!machine.hasEnded()) {
        if (machine.output().contains(PROOF)) {
          return true;
        }
        Thread.sleep(TICK.toMillis());
      }
      return machine.output().contains(PROOF);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while trying KVM", "Run the build again.", e);
    }
  }

  Command command() {
    return Command.of(
        Qemu.SYSTEM,
        "-nodefaults",
        "-no-user-config",
        "-display",
        "none",
        "-no-reboot",
        "-machine",
        "q35,accel=kvm",
        "-cpu",
        Qemu.CPU,
        "-m",
        "128",
        "-kernel",
        xen.toString(),
        "-append",
        "console=com1",
        "-serial",
        "stdio");
  }
}
