package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.io.Content;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A disk with a boot loader of its own, before it is written.
 *
 * @param way by which way it boots
 * @param firmwares what starts it
 * @param config GRUB's configuration, as {@code grub.cfg} has it
 * @param files what else is on it, by paths from the root
 * @param starter what firmware runs
 */
record HvmPlan(
    BootWay way,
    Set<Firmware> firmwares,
    String config,
    Map<String, Content> files,
    Starter starter) {

  /** Where GRUB looks for its configuration. */
  static final String CONFIG_PATH = "/boot/grub/grub.cfg";

  /** Returns what lies where. */
  Blueprint blueprint() {
    byte[] text = config.getBytes(StandardCharsets.UTF_8);
    Map<String, Content> all = new LinkedHashMap<>();
    all.put(CONFIG_PATH, Content.of(text));
    all.putAll(files);
    Map<String, Content> known = new LinkedHashMap<>(files);
    known.putAll(starter.parts());
    return new Blueprint(Shape.PARTITIONED, all, starter, Fingerprint.of(text, known));
  }
}
