package io.github.ec2unikernel.harness.rumprun;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Volume;

/** Adds to a unikernel's configuration what the machine has, in one dialect. */
abstract class ConfigWriter {

  final Members config;
  final Platform platform;

  ConfigWriter(Members config, Platform platform) {
    this.config = config;
    this.platform = platform;
  }

  /** Returns the writer of a dialect. */
  static ConfigWriter of(Dialect dialect, Members config, Platform platform) {
    return dialect == Dialect.SPEC
        ? new SpecWriter(config, platform)
        : new ClassicWriter(config, platform);
  }

  /** Sets the host's name, unless there is one. */
  abstract void hostname(String name);

  /** Adds a network with its static address. */
  abstract void network(int number, Network network);

  /**
   * Mounts a disk.
   *
   * @param number which of the machine's disks it is, from 0
   * @throws InputException if something else is mounted there
   */
  abstract void mount(int number, Volume volume, String mountPoint);

  /** Returns the length of a subnet's prefix: what follows the slash. */
  static String prefix(Network network) {
    return network.subnet().substring(network.subnet().indexOf('/') + 1);
  }

  static InputException taken(String mountPoint) {
    return new InputException(
        "the configuration mounts something on "
            + mountPoint
            + ", where a file system of fs is to be mounted",
        "Rename the file in fs, or remove the mount.");
  }
}
