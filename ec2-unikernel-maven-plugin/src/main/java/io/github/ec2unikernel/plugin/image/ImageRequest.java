package io.github.ec2unikernel.plugin.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a disk is to be made of.
 *
 * @param kernel the unikernel's ELF file
 * @param arguments what follows the kernel's name on its command line, or empty
 * @param modules files handed to the kernel, in this order
 * @param target where the disk goes; its directory is created if need be
 * @param timestamp when all files on the disk were made, of 1970 to 2038
 * @param title what the boot menu shows
 */
public record ImageRequest(
    Path kernel,
    String arguments,
    List<Path> modules,
    Path target,
    Instant timestamp,
    String title) {

  public ImageRequest {
    modules = List.copyOf(modules);
  }
}
