package io.github.ec2unikernel.harness.rumprun;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Volume;

/** Writes what rumprun's own script writes: a {@code net} and a {@code blk} for each device. */
final class ClassicWriter extends ConfigWriter {

  ClassicWriter(Members config, Platform platform) {
    super(config, platform);
  }

  @Override
  void hostname(String name) {
    if (!config.has("hostname")) {
      config.add("hostname", name);
    }
  }

  @Override
  void network(int number, Network network) {
    JsonObject net = new JsonObject();
    net.addProperty("if", platform.networkInterface(number));
    if (platform == Platform.XEN) {
      net.addProperty("cloner", "true");
    }
    net.addProperty("type", "inet");
    net.addProperty("method", "static");
    net.addProperty("addr", network.guest());
    net.addProperty("mask", prefix(network));
    if (number == 0) {
      net.addProperty("gw", network.host());
    }
    config.add("net", net);
  }

  @Override
  void mount(int number, Volume volume, String mountPoint) {
    if (config.all("blk").anyMatch(other -> isOn(other, mountPoint))) {
      throw taken(mountPoint);
    }
    boolean xen = platform == Platform.XEN;
    JsonObject block = new JsonObject();
    block.addProperty("source", xen ? "etfs" : "dev");
    block.addProperty("path", xen ? volume.device() : "/dev/ld" + number + "a");
    block.addProperty("fstype", "blk");
    block.addProperty("mountpoint", mountPoint);
    config.add("blk", block);
  }

  private static boolean isOn(JsonElement other, String mountPoint) {
    JsonElement on = other.isJsonObject() ? other.getAsJsonObject().get("mountpoint") : null;
    return on != null && on.isJsonPrimitive() && on.getAsString().equals(mountPoint);
  }
}
