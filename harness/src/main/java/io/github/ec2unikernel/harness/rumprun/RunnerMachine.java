package io.github.ec2unikernel.harness.rumprun;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.StoreKey;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a machine of what unikernel-runner runs, with the configuration that it generates.
 *
 * @param dialect what the configuration is written in; null lets the kernel decide
 * @param delivery how the kernel gets it; null takes the dialect's usual way
 */
public record RunnerMachine(@Nullable Dialect dialect, @Nullable Delivery delivery) {

  /** Where rumprun on Xen looks for its configuration. */
  private static final String STORE_KEY = "rumprun/cfg";

  /** What rumprun on hw copies it into, less the zero at its end, in bytes. */
  private static final int MOST = 4096 - 1;

  /** What Xen's store takes at once, in bytes. */
  private static final int MOST_IN_STORE = StoreKey.LONGEST_PAIR - STORE_KEY.length();

  /**
   * Returns the machine.
   *
   * @param base gives memory, vcpus, networks and what else is in the store; the first network is
   *     the gateway
   * @param file gets the configuration, as unikernel-runner keeps it in {@code run.json}
   * @throws InputException if the configuration has what is generated, or is too long
   * @throws EnvironmentException if the file can't be written
   */
  public Machine of(RunnerDirectory runner, Machine base, Path file) {
    Platform platform = Platform.of(runner.kernel());
    Dialect spoken = dialect != null ? dialect : Dialect.of(runner.kernel()).orElse(Dialect.SPEC);
    Delivery way = delivery != null ? delivery : Delivery.of(platform, spoken);
    requirePossible(way, platform);
    List<Volume> volumes = new ArrayList<>();
    String config = config(runner, base.networks(), platform, spoken, volumes);
    requireShort(config, way);
    write(config, file);
    Machine machine =
        base.withSource(
                new Source.Kernel(
                    runner.kernel(), way == Delivery.MODULE ? List.of(file) : List.of()))
            .withVolumes(volumes);
    return switch (way) {
      case MODULE -> machine;
      case CMDLINE -> machine.withArguments(config);
      case STORE -> machine.withStore(with(config, base.store()));
    };
  }

  private static String config(
      RunnerDirectory runner,
      List<Network> networks,
      Platform platform,
      Dialect spoken,
      List<Volume> volumes) {
    Members given = GuestConfig.read(runner.config(), spoken);
    ConfigWriter writer = ConfigWriter.of(spoken, given, platform);
    writer.hostname(hostname(runner.path()));
    for (Network network : networks) {
      writer.network(networks.indexOf(network), network);
    }
    runner
        .images()
        .forEach(
            (name, image) -> {
              int number = volumes.size();
              Volume volume = new Volume(image, "xvd" + Volume.LETTERS.charAt(number));
              volumes.add(volume);
              writer.mount(number, volume, "/" + name);
            });
    return given.toString();
  }

  private static String hostname(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    String usable =
        name == null
            ? ""
            : name.toString().replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^-|-$", "");
    return usable.isEmpty() ? "unikernel" : usable;
  }

  private static void requirePossible(Delivery way, Platform platform) {
    Delivery impossible = platform == Platform.XEN ? Delivery.MODULE : Delivery.STORE;
    if (way == impossible) {
      throw new InputException(
          "the configuration is to come by '%s', and the kernel is built for %s"
              .formatted(way.id(), platform == Platform.XEN ? "xen" : "hw"),
          platform == Platform.XEN ? "Give store or cmdline." : "Give module or cmdline.");
    }
  }

  private static Map<String, String> with(String config, Map<String, String> given) {
    if (given.containsKey(STORE_KEY)) {
      throw new InputException(
          "<store> has the key '" + STORE_KEY + "', which is generated",
          "Leave it out, and write what the unikernel is to be told into config.json.");
    }
    Map<String, String> store = new LinkedHashMap<>(given);
    store.put(STORE_KEY, config);
    return store;
  }

  private static void requireShort(String config, Delivery way) {
    int length = config.getBytes(StandardCharsets.UTF_8).length;
    int most = way == Delivery.STORE ? MOST_IN_STORE : MOST;
    if (length > most) {
      throw new InputException(
          "the configuration is %d bytes long, and by '%s' a unikernel of rumprun gets at most %d"
              .formatted(length, way.id(), most),
          "Move what is long in config.json into a file system in fs.");
    }
  }

  private static void write(String config, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, config);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the configuration can't be written to " + file + ": " + e.getMessage(),
          "Make the directory writable and see that the disk has room.",
          e);
    }
  }
}
