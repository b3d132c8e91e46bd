package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.BootDisk;
import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.harness.xen.XenBackend;
import io.github.ec2unikernel.harness.xl.XlConfig;
import io.github.ec2unikernel.harness.xl.XlConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Boots a disk as EC2 would boot it, under Xen in a QEMU machine, and compares what the guest does
 * with what is expected of it.
 */
public final class BootCheck {

  private static final Pattern REWRITTEN = Pattern.compile("['\"\\\\]| {2}");

  private final BootOptions options;

  /** Creates one that keeps its files where the options say. */
  public BootCheck(BootOptions options) {
    this.options = options;
  }

  /**
   * Boots the machine's disk, which is not written to, and returns when there is a verdict.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk holds nothing to boot
   *     or something that the loader can't show, or a volume is not there
   * @throws EnvironmentException if this machine can't boot anything
   */
  public BootReport run(Machine machine, Expectations expectations, BootListener listener) {
    removeOldLogs();
    machine.volumes().forEach(Volume::requireFile);
    if (!(machine.source() instanceof Source.Disk disk)) {
      return run(new Guest.OfKernel(machine), expectations, listener);
    }
    List<Resolution> resolutions = BootDisk.resolve(disk.file());
    BootEntry entry = BootEntry.of(disk.file(), resolutions.get(0));
    LoaderSurvey.tell(resolutions, listener);
    Loader loader = chosen(machine, entry);
    warn(loader, entry, listener);
    return run(new Guest.OfDisk(machine, loader, entry), expectations, listener);
  }

  /** Boots a guest of xl's as the other method does, with bridges that all lead nowhere. */
  public BootReport runXl(Path configuration, Expectations expectations, BootListener listener) {
    return runXl(configuration, List.of(), expectations, listener);
  }

  /**
   * Boots the guest that a configuration of xl describes, as {@code xl create} would, and returns
   * when there is a verdict. Its disks are not written to.
   *
   * @param configuration a file such as {@code NAME.xl}
   * @param networks where the first of its bridges lead; the others lead nowhere
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't be read
   * @throws EnvironmentException if this machine can't boot anything
   */
  public BootReport runXl(
      Path configuration,
      List<Network> networks,
      Expectations expectations,
      BootListener listener) {
    removeOldLogs();
    XlConfig config = XlConfigReader.read(configuration);
    List<String> idle = config.bridges().stream().skip(networks.size()).toList();
    if (!idle.isEmpty()) {
      listener.warning("The bridges " + idle + " are made for this boot and lead nowhere.");
    }
    if (config.hasOldBuilder()) {
      listener.warning(
          configuration
              + " has the line builder = 'linux', which Xen's xl refuses by now; with type = 'pv' in"
              + " its place old and new ones take it.");
    }
    return run(new Guest.OfXl(config, networks), expectations, listener);
  }

  private BootReport run(Guest guest, Expectations expectations, BootListener listener) {
    Backend backend = XenBackend.find(options.cache(), options.offline(), listener);
    Attempt attempt = new Attempt(guest, expectations, listener);
    BootReport report = attempt.run(backend, options);
    boolean noHost = report.verdict() == Verdict.ERROR && report.phases().isEmpty();
    Optional<Backend> instead = noHost ? backend.instead() : Optional.empty();
    if (instead.isPresent()) {
      listener.warning(
          backend.setup() + " comes to no host; from now on it is " + instead.get().setup());
      report = attempt.run(instead.get(), options);
    }
    return report;
  }

  /** What an earlier boot left must not be taken for this one's. */
  private void removeOldLogs() {
    for (Path log : List.of(options.console(), options.machineLog())) {
      try {
        Files.deleteIfExists(log);
      } catch (IOException e) {
        throw new EnvironmentException(
            "the old " + log + " can't be removed: " + e.getMessage(),
            "Make its directory writable.",
            e);
      }
    }
  }

  /** GRUB 2 can't load all kernels that EC2's PV-GRUB can, nor can libxl. */
  private static Loader chosen(Machine machine, BootEntry entry) {
    if (machine.arguments() != null) {
      return rewriting(machine, entry);
    }
    if (machine.loader() != null) {
      return machine.loader();
    }
    return entry.loaders().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "no loader here reads the packed kernel "
                        + entry.kernel()
                        + ", though EC2's PV-GRUB does",
                    "Pack it with gzip or xz, or not at all; or leave the boot out"
                        + " (unikernel.boot.skip)."));
  }

  /** pvgrub takes the arguments from the menu on the disk, which is not written to. */
  private static Loader rewriting(Machine machine, BootEntry entry) {
    boolean able = entry.loaders().contains(Loader.LIBXL);
    if (machine.loader() == Loader.PVGRUB || !able) {
      throw new InputException(
          "<kernelArgs> of <boot> is '%s', and %s"
              .formatted(
                  machine.arguments(),
                  able
                      ? "<loader>pvgrub</loader> takes what the disk's menu says"
                      : "libxl, which alone takes others than the disk's menu, can't load "
                          + entry.kernel()),
          "Leave it out, or "
              + (able ? "boot with <loader>libxl</loader>." : "change the menu on the disk."));
    }
    return Loader.LIBXL;
  }

  private static void warn(Loader loader, BootEntry entry, BootListener listener) {
    if (loader == Loader.PVGRUB && REWRITTEN.matcher(entry.arguments()).find()) {
      listener.warning(
          "GRUB 2 hands the kernel's arguments over with a backslash before each quote and backslash"
              + " and with single blanks; EC2's PV-GRUB takes them as they stand. The loader libxl"
              + " shows them so here.");
    }
  }
}
