package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.io.Content;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A disk for PV-GRUB before it is written.
 *
 * @param profile how it is laid out
 * @param menu the boot menu, as {@code menu.lst} has it
 * @param files what else the project puts on it, by paths from the root
 */
record DiskPlan(Profile profile, String menu, Map<String, Content> files) {

  /** Returns the menu's bytes. */
  byte[] menuBytes() {
    return bytes(menu);
  }

  /** Returns what lies where. */
  Blueprint blueprint() {
    return new Blueprint(
        profile.shape(), all(), Starter.none(), Fingerprint.of(menuBytes(), files));
  }

  /** Returns it as a boot loader will find it. */
  PlannedDisk asDisk() {
    return new PlannedDisk(profile.shape(), all());
  }

  private Map<String, Content> all() {
    Map<String, Content> all = new LinkedHashMap<>();
    Content text = Content.of(menuBytes());
    profile.menu().paths().forEach(path -> all.put(path, text));
    profile.companions().forEach((path, file) -> all.put(path, Content.of(bytes(file))));
    all.putAll(files);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
