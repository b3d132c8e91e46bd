package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.publish.Sharing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code <share>} element: who else may launch the AMI. */
public final class ShareConfiguration {

  /**
   * Accounts by their 12 digits, organizations and units of them by their ARNs, or {@code public}.
   * Accounts and the public may make volumes of the snapshots, too; EC2 has no such permission for
   * organizations. User property: unikernel.share.with.
   */
  private @Nullable List<String> with;

  /**
   * Whether all others lose what they were given, whoever gave it. User property:
   * unikernel.share.exclusive.
   */
  private @Nullable String exclusive;

  Sharing sharing(Settings settings) {
    return Sharing.of(
        settings.words("unikernel.share.with", with),
        settings.flag("unikernel.share.exclusive", exclusive));
  }
}
