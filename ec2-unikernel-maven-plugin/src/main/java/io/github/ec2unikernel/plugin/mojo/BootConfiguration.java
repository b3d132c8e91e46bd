package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code <boot>} element: how the disk is booted here, and what the guest has to do. */
public final class BootConfiguration {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(3);

  /**
   * Who loads the kernel: {@code auto} (libxl for kernels of the old style, else pvgrub), {@code
   * pvgrub} or {@code libxl}. User property: unikernel.boot.loader.
   */
  private @Nullable String loader;

  /**
   * Regular expressions that console lines have to contain, in this order. User property, for one:
   * unikernel.boot.expect.
   */
  private @Nullable List<String> expect;

  /**
   * Regular expressions that no console line may contain. User property, for one:
   * unikernel.boot.forbid.
   */
  private @Nullable List<String> forbid;

  /**
   * The state at the end: {@code any}, {@code running} or {@code poweroff}. User property:
   * unikernel.boot.end.
   */
  private @Nullable String end;

  /**
   * How long the guest may take until all that is expected has come, 60s if not given. User
   * property: unikernel.boot.timeout.
   */
  private @Nullable String timeout;

  /**
   * How long the guest has to stay up after the last expected line, 3s if not given. User property:
   * unikernel.boot.grace.
   */
  private @Nullable String grace;

  /**
   * Leaves the boot check out; the image is then published without it. User property:
   * unikernel.boot.skip.
   */
  private @Nullable String skip;

  /**
   * Whether the machine that Xen runs in is saved for later boots, which go on from there, {@code
   * true} if not given. User property: unikernel.boot.warm.
   */
  private @Nullable String warm;

  /** Returns whether boots go on from saved machines. */
  boolean isWarm(Settings settings) {
    return settings.flag("unikernel.boot.warm", warm == null ? "true" : warm);
  }

  /** Returns whether the boot check is left out. */
  boolean isSkipped(Settings settings) {
    return settings.flag("unikernel.boot.skip", skip);
  }

  /**
   * Returns the machine that boots a disk beside volumes.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  Machine machine(
      Settings settings,
      Path disk,
      @Nullable String memory,
      @Nullable String vcpus,
      List<MappedVolume> volumes) {
    Map<String, Optional<Loader>> loaders = new LinkedHashMap<>();
    loaders.put("auto", Optional.empty());
    for (Loader each : Loader.values()) {
      loaders.put(each.id(), Optional.of(each));
    }
    return Machine.ofDisk(disk)
        .withMemory(settings.integer("unikernel.memory", memory, Machine.USUAL_MEMORY))
        .withVcpus(settings.integer("unikernel.vcpus", vcpus, 1))
        .withLoader(
            settings
                .choice("unikernel.boot.loader", loader, Optional.<Loader>empty(), loaders)
                .orElse(null))
        .withVolumes(volumes.stream().map(BootConfiguration::volume).toList());
  }

  private static Volume volume(MappedVolume volume) {
    String device = volume.device();
    return new Volume(volume.image().file(), device.substring(device.lastIndexOf('/') + 1));
  }

  /**
   * Returns what the guest has to do.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  Expectations expectations(Settings settings) {
    Map<String, End> ends = new LinkedHashMap<>();
    for (End each : End.values()) {
      ends.put(each.name().toLowerCase(Locale.ROOT), each);
    }
    return new Expectations(
        patterns(settings, "unikernel.boot.expect", expect),
        patterns(settings, "unikernel.boot.forbid", forbid),
        settings.choice("unikernel.boot.end", end, End.ANY, ends),
        settings.duration("unikernel.boot.timeout", timeout, TIMEOUT),
        settings.duration("unikernel.boot.grace", grace, GRACE));
  }

  private static List<Pattern> patterns(
      Settings settings, String property, @Nullable List<String> configured) {
    String one = settings.text(property, null);
    List<String> given = configured == null ? List.of() : configured;
    List<Pattern> patterns = new ArrayList<>();
    for (String each : one != null ? List.of(one) : given) {
      patterns.add(Settings.pattern(property, each));
    }
    return patterns;
  }
}
