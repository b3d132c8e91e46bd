package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which PV-GRUB kernel boots the machine image.
 *
 * @param id the one of the first region that the user names, or null for Amazon's newest
 * @param lockFile where the choice is kept, or null to choose anew in each run
 * @param isRefreshed whether to choose anew whatever the file says
 */
public record KernelChoice(@Nullable String id, @Nullable Path lockFile, boolean isRefreshed) {

  /**
   * Refuses a kernel id for an image that no PV-GRUB boots.
   *
   * @throws InputException if there is one
   */
  void check(DiskBoot boot) {
    if (id != null && boot.way().isHvm()) {
      throw new InputException(
          "<aws><kernelId> is '"
              + id
              + "', and the disk boots by '"
              + boot.way().id()
              + "': the machine image is HVM, and has no kernel.",
          "Leave <kernelId> out, or build the disk with <bootWay>pvgrub</bootWay>.");
    }
  }

  /** Returns Amazon's newest, looked up in each run. */
  public static KernelChoice newest() {
    return new KernelChoice(null, null, false);
  }
}
