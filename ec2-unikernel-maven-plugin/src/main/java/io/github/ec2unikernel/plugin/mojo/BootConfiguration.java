package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.Backends;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
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
   * What kind of guest it is: {@code auto} (pv for disks with a menu, hvm for others), {@code pv},
   * {@code shim} (a PV kernel in Xen's shim) or {@code hvm} (the disk's own boot code, by
   * firmware). User property: unikernel.boot.type.
   */
  private @Nullable String type;

  /**
   * What the guest runs on: {@code auto}, {@code xen-qemu} (Xen in QEMU), {@code qemu} (QEMU alone,
   * for multiboot kernels and BIOS disks) or {@code xl}. User property: unikernel.boot.backend.
   */
  private @Nullable String backend;

  /**
   * The EC2 instance type that the image is for, t3.micro for one: where {@code auto} has a choice,
   * the guest then runs on what comes nearest to it here (Xen, or NVMe disks for Nitro). If it is
   * not given, the goal boot takes the first of {@code <check><instanceTypes>} that launches the
   * image, unless backend, type or loader is given. User property: unikernel.boot.instanceType.
   */
  private @Nullable String instanceType;

  /**
   * What starts an HVM disk: {@code bios} or {@code uefi}. If it is not given, an image for both is
   * booted by both, one after the other. User property: unikernel.boot.firmware.
   */
  private @Nullable String firmware;

  /**
   * What an HVM guest's disks are in QEMU: {@code virtio}, {@code ide} or {@code nvme}; nvme for
   * types on Nitro if not given, else virtio. User property: unikernel.boot.diskModel.
   */
  private @Nullable String diskModel;

  /**
   * What an HVM guest's network interfaces are in QEMU: {@code virtio}, {@code e1000} or {@code
   * e1000e}; e1000e for types on Nitro if not given, as QEMU has no ENA, else virtio. User
   * property: unikernel.boot.nicModel.
   */
  private @Nullable String nicModel;

  /**
   * Regular expressions that console lines have to contain, in this order; each may say how often
   * and how soon: {@code <line><regex>tick</regex><times>3</times><within>2s</within></line>}. User
   * property, for one: unikernel.boot.expect.
   */
  private @Nullable List<LineConfiguration> expect;

  /**
   * How many lines of some kind the whole console may have: {@code
   * <count><regex>GET</regex><atLeast>2</atLeast></count>}, with {@code atLeast}, {@code atMost} or
   * {@code exactly}.
   */
  private @Nullable List<CountConfiguration> counts;

  /**
   * Regular expressions that no console line may contain. User property, for one:
   * unikernel.boot.forbid.
   */
  private @Nullable List<String> forbid;

  /**
   * The state at the end: {@code any}, {@code running}, {@code poweroff}, {@code reboot}, {@code
   * crash} or {@code hang}. User property: unikernel.boot.end.
   */
  private @Nullable String end;

  /**
   * How long the guest may take until all that is expected has come, 60s if not given. User
   * property: unikernel.boot.timeout.
   */
  private @Nullable String timeout;

  /**
   * How long the guest has to stay up after the last expected line, or after its kernel's first, 3s
   * if not given. A kernel that a boot loader on the disk starts has to be heard on the serial port
   * or to answer the probes. User property: unikernel.boot.grace.
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

  /** The networks that the guest has an interface on, each with addresses, forwards, capture. */
  private List<NetworkConfiguration> networks = List.of();

  /**
   * What the guest has to answer over its network; one with DHCP is made if there is none. User
   * properties, for one page: unikernel.boot.http, such as /index.html or 8080/index.html, and
   * unikernel.boot.http.status and unikernel.boot.http.body for what is wanted.
   */
  private List<ProbeConfiguration> probes = List.of();

  /** Keys and values for the guest's folder in Xen's store, such as rumprun/cfg. */
  private Properties store = new Properties();

  /** The names of volumes that the guest may not write to here. */
  private List<String> readOnly = List.of();

  /**
   * The kernel's arguments in place of those in the disk's menu, for kernels that libxl loads. User
   * property: unikernel.boot.kernelArgs.
   */
  private @Nullable String kernelArgs;

  /**
   * Returns where a boot keeps its files and what it runs on.
   *
   * @param directory the directory of its logs
   * @param offline whether packages may not be fetched
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  BootOptions options(Settings settings, Path directory, boolean offline) {
    return BootOptions.in(directory)
        .withOffline(offline)
        .withWarm(isWarm(settings))
        .withBackend(backend(settings))
        .withXenHost(xl.host(settings));
  }

  /** Returns whether boots go on from saved machines. */
  boolean isWarm(Settings settings) {
    return settings.flag("unikernel.boot.warm", warm == null ? "true" : warm);
  }

  /** The Xen host of the backend {@code xl}. */
  private XenHostConfiguration xl = new XenHostConfiguration();

  /** Returns whether the boot check is left out. */
  boolean isSkipped(Settings settings) {
    return settings.flag("unikernel.boot.skip", skip);
  }

  /** Returns the name of what the guest runs on. */
  String backend(Settings settings) {
    return settings.text("unikernel.boot.backend", backend, Backends.AUTO);
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
    Map<String, Optional<GuestType>> types = new LinkedHashMap<>();
    types.put("auto", Optional.empty());
    for (GuestType each : GuestType.values()) {
      types.put(each.id(), Optional.of(each));
    }
    return Machine.ofDisk(disk)
        .withType(
            settings
                .choice("unikernel.boot.type", type, Optional.<GuestType>empty(), types)
                .orElse(null))
        .withMemory(settings.integer("unikernel.memory", memory, Machine.USUAL_MEMORY))
        .withVcpus(settings.integer("unikernel.vcpus", vcpus, 1))
        .withLoader(
            settings
                .choice("unikernel.boot.loader", loader, Optional.<Loader>empty(), loaders)
                .orElse(null))
        .withArguments(settings.text("unikernel.boot.kernelArgs", kernelArgs))
        .withVolumes(new BootVolumes(readOnly).of(volumes))
        .withNetworks(networks(settings))
        .withStore(store())
        .withModel(
            new MachineModelChoice(instanceType, firmware, diskModel, nicModel)
                .model(settings, disk));
  }

  /**
   * Returns the networks that the guest is on.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  List<Network> networks(Settings settings) {
    return networks.stream().map(each -> each.network(settings)).toList();
  }

  private Map<String, String> store() {
    Map<String, String> pairs = new TreeMap<>();
    store.stringPropertyNames().forEach(key -> pairs.put(key, store.getProperty(key)));
    return pairs;
  }

  private List<Probe> probes(Settings settings) {
    String page = settings.text("unikernel.boot.http", null);
    if (page == null) {
      return probes.stream().map(each -> each.probe(settings)).toList();
    }
    ProbeConfiguration one =
        ProbeConfiguration.ofHttp(
            page,
            settings.text("unikernel.boot.http.status", null),
            settings.text("unikernel.boot.http.body", null));
    return List.of(one.probe(settings));
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
            lines(settings),
            counts == null ? List.of() : counts.stream().map(CountConfiguration::count).toList(),
            patterns(settings, "unikernel.boot.forbid", forbid),
            settings.choice("unikernel.boot.end", end, End.ANY, ends),
            settings.duration("unikernel.boot.timeout", timeout, TIMEOUT),
            settings.duration("unikernel.boot.grace", grace, GRACE))
        .withProbes(probes(settings));
  }

  private List<ExpectedLine> lines(Settings settings) {
    String property = "unikernel.boot.expect";
    String one = settings.text(property, null);
    if (one != null) {
      return List.of(ExpectedLine.of(Settings.pattern(property, one)));
    }
    return expect == null ? List.of() : expect.stream().map(LineConfiguration::line).toList();
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
