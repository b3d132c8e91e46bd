package io.github.ec2unikernel.plugin.xl;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that describe a guest to a Xen host.
 *
 * @param config the configuration for xl on the machine that builds
 * @param template the same with placeholders for what other hosts have elsewhere
 * @param libvirt the domain for libvirt
 */
public record GuestFiles(Path config, Path template, Path libvirt) {

  /** Returns the files that a guest of this name has in a directory. */
  static GuestFiles in(Path directory, String name) {
    return new GuestFiles(
        directory.resolve(name + ".xl"),
        directory.resolve(name + ".xl.in"),
        directory.resolve(name + "_libvirt.xml"));
  }

  /** Returns all of them. */
  public List<Path> all() {
    return List.of(config, template, libvirt);
  }
}
