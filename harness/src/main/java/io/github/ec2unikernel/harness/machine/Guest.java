package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.xl.XlConfig;
import java.util.List;

/** Something to boot, with all that is known of it before. */
public sealed interface Guest {

  /** Returns what it boots, for people. */
  String name();

  /** Tells whether a boot loader in the guest comes first, whose end is an event of its own. */
  boolean hasLoader();

  /** Returns what it is made of, for people. */
  String setup();

  /** Returns the networks it is on. */
  List<Network> networks();

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
    public List<Network> networks() {
      return machine.networks();
    }

    @Override
    public String name() {
      return "the disk " + machine.source().file();
    }

    @Override
    public boolean hasLoader() {
      return loader == Loader.PVGRUB;
    }

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
   * A guest whose disk is started by firmware, as a PC's is.
   *
   * @param machine the machine
   * @param firmware the firmware
   * @param way what the disk's boot loader does, as far as it is known
   */
  record OfFirmware(Machine machine, Firmware firmware, BootWay way) implements Guest {

    @Override
    public List<Network> networks() {
      return machine.networks();
    }

    @Override
    public String name() {
      return "the disk " + machine.source().file();
    }

    @Override
    public boolean hasLoader() {
      return true;
    }

    @Override
    public String setup() {
      return firmware + ", " + SetupWords.of(machine);
    }

    @Override
    public List<Fact> facts() {
      return new GuestFacts(machine).ofFirmware(firmware, way);
    }
  }

  /**
   * A guest whose kernel is started directly.
   *
   * @param machine the machine
   * @param kernel what its kernel is
   */
  record OfKernel(Machine machine, Triage kernel) implements Guest {

    /**
     * Looks the kernel over.
     *
     * @throws io.github.ec2unikernel.harness.model.InputException if it can't be read
     */
    public OfKernel(Machine machine) {
      this(machine, Triage.of(machine.source().file()));
    }

    @Override
    public List<Network> networks() {
      return machine.networks();
    }

    @Override
    public String name() {
      return "the kernel " + machine.source().file();
    }

    @Override
    public boolean hasLoader() {
      return false;
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
   * @param networks where the first of its bridges lead; the others lead nowhere
   */
  record OfXl(XlConfig config, List<Network> networks) implements Guest {

    /** Copies the list. */
    public OfXl {
      networks = List.copyOf(networks);
    }

    @Override
    public String name() {
      return "the configuration " + config.file();
    }

    @Override
    public boolean hasLoader() {
      return false;
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
