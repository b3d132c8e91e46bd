package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code <run>} element: what a guest has that is run by hand. */
public final class RunConfiguration {

  private static final Pattern VOLUME = Pattern.compile("(.+?):(?:/dev/)?([a-z]+[0-9]*)(:ro|:rw)?");

  /**
   * Ports of this machine that lead to ports of the guest: {@code 8080:80}, {@code udp:5353:53}, or
   * {@code 80} for any free one here. User property: unikernel.run.ports, with commas.
   */
  private @Nullable List<String> ports;

  /**
   * Further disks, as FILE:DEVICE, read-only with {@code :ro} after it; what is written to others
   * is thrown away. User property: unikernel.run.volumes, with commas.
   */
  private @Nullable List<String> volumes;

  /**
   * Returns the machine with what is added to it.
   *
   * @throws InputException for a value that can't be
   */
  Machine added(Settings settings, Machine machine) {
    List<Volume> disks = new ArrayList<>(machine.volumes());
    for (String each : settings.words("unikernel.run.volumes", volumes)) {
      disks.add(volume(settings, each.strip()));
    }
    List<PortForward> forwards =
        settings.words("unikernel.run.ports", ports).stream()
            .map(String::strip)
            .map(PortForward::parse)
            .toList();
    return machine.withVolumes(disks).withNetworks(networks(machine.networks(), forwards));
  }

  /** Ports lead to the first network; where there is none, to one with DHCP. */
  private static List<Network> networks(List<Network> there, List<PortForward> forwards) {
    if (forwards.isEmpty()) {
      return there;
    }
    List<Network> networks = new ArrayList<>(there);
    if (networks.isEmpty()) {
      networks.add(Network.dhcp());
    }
    for (PortForward each : forwards) {
      networks.set(0, networks.get(0).with(each));
    }
    return networks;
  }

  private static Volume volume(Settings settings, String given) {
    Matcher parts = VOLUME.matcher(given);
    if (!parts.matches()) {
      throw new InputException(
          "unikernel.run.volumes has '" + given + "'",
          "Give FILE:DEVICE, data.raw:xvdb for one, or data.raw:xvdb:ro to write-protect it.");
    }
    return new Volume(settings.path(parts.group(1)), parts.group(2), ":ro".equals(parts.group(3)));
  }
}
