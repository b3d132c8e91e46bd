package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.xl.XlConfig;
import java.util.List;

/** Something to boot, with all that is known of it before. */
public sealed interface Guest {

  /** Returns who loads its kernel. */
  Loader loader();

  /** Returns what it is made of, for people. */
  String setup();

  /** Returns what is known of it, for a report. */
  List<Fact> facts();

  /**
   * A guest that boots from its disk.
   *
   * @param machine the machine
   * @param loader who loads the kernel
   * @param entry what the disk boots; pvgrub reads most of it by itself
   */
  record OfDisk(Machine machine, Loader loader, BootEntry entry) implements Guest {

    @Override
    public String setup() {
      return loader.id() + ", " + SetupWords.of(machine);
    }

    @Override
    public List<Fact> facts() {
      return new GuestFacts(machine).ofDisk(loader, entry);
    }
  }

  /**
   * A guest whose kernel is started directly.
   *
   * @param machine the machine
   */
  record OfKernel(Machine machine) implements Guest {

    @Override
    public Loader loader() {
      return Loader.LIBXL;
    }

    @Override
    public String setup() {
      return "the kernel itself, " + SetupWords.of(machine);
    }

    @Override
    public List<Fact> facts() {
      return new GuestFacts(machine).ofKernel();
    }
  }

  /**
   * A guest that xl builds from its configuration.
   *
   * @param config the configuration
   */
  record OfXl(XlConfig config) implements Guest {

    @Override
    public Loader loader() {
      return Loader.LIBXL;
    }

    @Override
    public String setup() {
      return "xl with " + config.file() + ", " + config.memory() + " MiB";
    }

    @Override
    public List<Fact> facts() {
      return List.of(
          new Fact("configuration", config.file().toString()),
          new Fact("memory", config.memory() + " MiB"),
          new Fact("loader", Loader.LIBXL.id()));
    }
  }
}
