package io.github.ec2unikernel.harness.rumprun;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Volume;

/** Writes what the specification asks for, with the keys that unikernel-runner generates. */
final class SpecWriter extends ConfigWriter {

  SpecWriter(Members config, Platform platform) {
    super(config, platform);
  }

  /** Later drafts of the specification set the name by the variable of NetBSD's kernel. */
  @Override
  void hostname(String name) {
    boolean set =
        config
            .all("netbsd.sysctl")
            .anyMatch(it -> it.isJsonObject() && it.getAsJsonObject().has("kern.hostname"));
    if (!set && !config.has("hostname")) {
      config.add("hostname", name);
    }
  }

  @Override
  void network(int number, Network network) {
    JsonObject net = config.object("net");
    JsonObject address = new JsonObject();
    address.addProperty("type", "inet");
    address.addProperty("method", "static");
    address.addProperty("addr", network.guest() + "/" + prefix(network));
    JsonArray addresses = new JsonArray();
    addresses.add(address);
    JsonObject device = new JsonObject();
    if (platform == Platform.XEN) {
      device.addProperty("create", true);
    }
    device.add("addrs", addresses);
    child(net, "interfaces").add(platform.networkInterface(number), device);
    if (!net.has("gateways")) {
      // at most one for each protocol
      JsonObject gateway = new JsonObject();
      gateway.addProperty("type", "inet");
      gateway.addProperty("addr", network.host());
      JsonArray gateways = new JsonArray();
      gateways.add(gateway);
      net.add("gateways", gateways);
    }
  }

  @Override
  void mount(int number, Volume volume, String mountPoint) {
    JsonObject mounts = config.object("mount");
    if (mounts.has(mountPoint)) {
      throw taken(mountPoint);
    }
    String device = "ld" + number + "a";
    if (platform == Platform.XEN) {
      device = "xbd" + number;
      JsonObject block = new JsonObject();
      block.addProperty("type", "etfs");
      block.addProperty("path", "blkfront:" + volume.device());
      config.object("blk").add(device, block);
    }
    JsonObject mount = new JsonObject();
    mount.addProperty("source", "blk");
    mount.addProperty("path", "/dev/" + device);
    mounts.add(mountPoint, mount);
  }

  private static JsonObject child(JsonObject parent, String key) {
    if (!parent.has(key)) {
      parent.add(key, new JsonObject());
    }
    return parent.getAsJsonObject(key);
  }
}
