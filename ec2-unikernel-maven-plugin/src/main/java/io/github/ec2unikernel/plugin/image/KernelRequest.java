package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on a disk, and what it is to be booted with.
 *
 * @param file the unikernel's ELF file, or a compressed one
 * @param arguments what follows the kernel's name on its command line, or empty
 * @param modules files handed to the kernel, in this order
 * @param ramdiskMode how they are handed over, or null if the kernel decides
 * @param title what the boot menu shows, or null for the profile's title
 */
public record KernelRequest(
    Path file,
    String arguments,
    List<Path> modules,
    @Nullable RamdiskMode ramdiskMode,
    @Nullable String title) {

  public KernelRequest {
    modules = List.copyOf(modules);
  }
}
