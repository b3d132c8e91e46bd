package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network of a machine, which QEMU itself plays the host on: it needs no rights and lets nothing
 * out, unless UDP is forwarded.
 *
 * @param number its place among the machine's networks, from 0
 * @param network the network
 * @param directory where QEMU may write
 */
public record UserNetwork(int number, Network network, Path directory) {

  /** Returns the networks of a machine, in their order. */
  public static List<UserNetwork> of(List<Network> networks, Path directory) {
    return IntStream.range(0, networks.size())
        .mapToObj(number -> new UserNetwork(number, networks.get(number), directory))
        .toList();
  }

  /** Returns the name that QEMU knows it by. */
  public String id() {
    return "net" + number;
  }

  /** Returns the guest's address on it, from Xen's range; it depends on nothing but the number. */
  public String guestMac() {
    return "00:16:3e:65:63:%02x".formatted(number);
  }

  /** Returns the address of a device that only hands on what comes, from QEMU's range. */
  public String bridgedMac() {
    return "52:54:00:65:63:%02x".formatted(number);
  }

  /**
   * Returns the words that give a machine a device on it.
   *
   * @param mac the device's address
   */
  public List<String> words(String mac) {
    return words("virtio-net-pci", mac);
  }

  /**
   * Returns the words that give a machine a device of another kind on it.
   *
   * @param device QEMU's name of the kind
   * @param mac the device's address
   */
  List<String> words(String device, String mac) {
    List<String> words = new ArrayList<>(List.of("-netdev", netdev()));
    // the device's own boot ROM is for machines that boot from a network
    words.addAll(List.of("-device", "%s,netdev=%s,mac=%s,romfile=".formatted(device, id(), mac)));
    if (network.capture() != null) {
      String file = captured().toString().replace(",", ",,");
      words.addAll(
          List.of(
              "-object", "filter-dump,id=%s-dump,netdev=%s,file=%s".formatted(id(), id(), file)));
    }
    return words;
  }

  /** The name server's address has to be inside of the subnet and another one than these two. */
  private String netdev() {
    StringBuilder netdev = new StringBuilder("user,id=").append(id());
    netdev.append(",net=").append(network.subnet()).append(",host=").append(network.host());
    netdev.append(",dhcpstart=").append(network.guest()).append(",dns=").append(network.nobody());
    netdev.append(",ipv6=off,restrict=").append(network.isClosed() ? "on" : "off");
    for (PortForward each : network.forwards()) {
      netdev.append(
          ",hostfwd=%s:127.0.0.1:%d-%s:%d"
              .formatted(each.protocol().id(), each.hostPort(), network.guest(), each.guestPort()));
    }
    return netdev.toString();
  }

  /**
   * Puts what was captured where it is wanted, once QEMU has ended.
   *
   * @throws EnvironmentException if it can't be put there
   */
  public void keepCapture() {
    Path wanted = network.capture();
    if (wanted == null || !Files.exists(captured())) {
      return;
    }
    try {
      Files.createDirectories(wanted.toAbsolutePath().getParent());
      Files.copy(captured(), wanted, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new EnvironmentException(
          "what <capture> is to get can't be written to " + wanted + ": " + e,
          "Make its directory writable and see that the disk has room.",
          e);
    }
  }

  private Path captured() {
    return directory.resolve(id() + ".pcap");
  }
}
