package io.github.ec2unikernel.plugin.publish;

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

  /** Returns Amazon's newest, looked up in each run. */
  public static KernelChoice newest() {
    return new KernelChoice(null, null, false);
  }
}
