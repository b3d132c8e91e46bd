package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code <kernel>} in {@code <kernels>}: one of several that a disk can boot. */
public final class KernelConfiguration {

  /** The kernel's file. */
  private @Nullable String file;

  /** Its title in the boot menu; the file's name if not given. */
  private @Nullable String title;

  /** The arguments that the boot loader hands to it. */
  private @Nullable String kernelArgs;

  /** Files that the boot loader hands to it, in this order. */
  private @Nullable List<String> modules;

  /** How it gets them: {@code module} or {@code initrd}; the kernel decides if not given. */
  private @Nullable String ramdiskMode;

  /** Creates one for Maven to fill. */
  public KernelConfiguration() {}

  /** Creates one of the values that a goal has for its only kernel. */
  KernelConfiguration(
      @Nullable String file,
      @Nullable String title,
      @Nullable String kernelArgs,
      List<String> modules,
      @Nullable String ramdiskMode) {
    this.file = file;
    this.title = title;
    this.kernelArgs = kernelArgs;
    this.modules = modules;
    this.ramdiskMode = ramdiskMode;
  }

  /** Takes a {@code <kernel>} that has a text and no elements: the file. */
  public void set(String file) {
    this.file = file;
  }

  /**
   * Returns what the disk is to have.
   *
   * @throws InputException if the file is not given, or the mode is none
   */
  KernelRequest request(Settings settings) {
    if (file == null || file.isBlank()) {
      throw new InputException(
          "a <kernel> in <kernels> has no <file>",
          "Name the unikernel's ELF: <kernel><file>hello.xen</file></kernel>.");
    }
    List<Path> files = new ArrayList<>();
    for (String module : modules == null ? List.<String>of() : modules) {
      files.add(settings.path(module.strip()));
    }
    return new KernelRequest(
        settings.path(file.strip()),
        kernelArgs == null ? "" : kernelArgs.strip(),
        files,
        mode(settings),
        title == null ? null : title.strip());
  }

  private @Nullable RamdiskMode mode(Settings settings) {
    if (ramdiskMode == null) {
      return null;
    }
    Map<String, RamdiskMode> modes = new LinkedHashMap<>();
    for (RamdiskMode each : RamdiskMode.values()) {
      modes.put(each.keyword(), each);
    }
    return settings.choice("unikernel.ramdiskMode", ramdiskMode, RamdiskMode.MODULE, modes);
  }
}
