package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.qemu.UserNetwork;
import java.nio.file.Path;
import java.util.List;

/**
 * A guest's network interface, as dom0 knows it. Nothing of it depends on the network's addresses
 * and ports, so that a saved machine fits all networks.
 *
 * @param bridge the bridge in dom0 that it is on
 * @param uplink the address of dom0's device that joins the bridge to the network
 * @param mac the guest's address
 */
public record Interface(String bridge, String uplink, String mac) {

  /** Returns the interfaces of a guest on these networks, in their order. */
  public static List<Interface> of(List<Network> networks) {
    return UserNetwork.of(networks, Path.of("")).stream()
        .map(it -> new Interface("xenbr" + it.number(), it.bridgedMac(), it.guestMac()))
        .toList();
  }
}
