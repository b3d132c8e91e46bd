package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.Firmware;
import java.nio.file.Path;
import java.util.Set;

/**
 * Which ready disk is to become the image.
 *
 * @param disk the disk, of any format that is taken
 * @param firmwares what is to start it, or empty for all that can
 * @param target where the raw disk goes; its directory is created if need be
 */
public record ReadyRequest(Path disk, Set<Firmware> firmwares, Path target) {

  /** Copies the set. */
  public ReadyRequest {
    firmwares = Set.copyOf(firmwares);
  }
}
