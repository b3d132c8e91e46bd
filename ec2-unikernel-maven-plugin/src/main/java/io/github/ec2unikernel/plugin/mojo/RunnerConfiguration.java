package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.rumprun.Delivery;
import io.github.ec2unikernel.harness.rumprun.Dialect;
import io.github.ec2unikernel.harness.rumprun.RunnerDirectory;
import io.github.ec2unikernel.harness.rumprun.RunnerMachine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code <runner>} element: a unikernel of rumprun as unikernel-runner has it. */
public final class RunnerConfiguration {

  private static final String AUTO = "auto";

  /**
   * The directory with {@code unikernel.bin}, {@code config.json} if there is one, and file systems
   * in {@code fs}. User property: unikernel.runner.
   */
  private @Nullable String directory;

  /**
   * What the configuration is written in: {@code spec} (mato-wip-rumprun-config's specification),
   * {@code classic} (what rumprun itself reads), or {@code auto}, by the kernel. User property:
   * unikernel.runner.dialect.
   */
  private @Nullable String dialect;

  /**
   * How the unikernel gets its configuration: {@code module}, {@code store}, {@code cmdline}, or
   * {@code auto}. User property: unikernel.runner.delivery.
   */
  private @Nullable String delivery;

  /** Takes the directory of a plain {@code <runner>DIRECTORY</runner>}. */
  public void set(String given) {
    directory = given;
  }

  /** Returns the directory, if one is given. */
  @Nullable Path directory(Settings settings) {
    return settings.path("unikernel.runner", directory);
  }

  /**
   * Returns the machine that runs what is in the directory.
   *
   * @param base gives memory, vcpus and networks
   * @param output the directory that gets the generated configuration, as {@code run.json}
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  Machine machine(Settings settings, Path given, Machine base, Path output) {
    Map<String, Optional<Dialect>> dialects = new LinkedHashMap<>();
    dialects.put(AUTO, Optional.empty());
    for (Dialect each : Dialect.values()) {
      dialects.put(each.id(), Optional.of(each));
    }
    Map<String, Optional<Delivery>> deliveries = new LinkedHashMap<>();
    deliveries.put(AUTO, Optional.empty());
    for (Delivery each : Delivery.values()) {
      deliveries.put(each.id(), Optional.of(each));
    }
    RunnerMachine runner =
        new RunnerMachine(
            settings
                .choice("unikernel.runner.dialect", dialect, Optional.<Dialect>empty(), dialects)
                .orElse(null),
            settings
                .choice(
                    "unikernel.runner.delivery", delivery, Optional.<Delivery>empty(), deliveries)
                .orElse(null));
    return runner.of(RunnerDirectory.read(given), base, output.resolve("run.json"));
  }
}
