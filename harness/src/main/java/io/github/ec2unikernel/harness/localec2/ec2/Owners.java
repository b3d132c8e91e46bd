package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Owners as Describe actions name them: an account's id, {@code self} or an alias. */
final class Owners {

  private static final Set<String> ALIASES =
      Set.of("self", "amazon", "aws-marketplace", "aws-backup-vault");

  private Owners() {}

  /** Refuses what can't be an owner. */
  static void check(List<String> owners) {
    for (String owner : owners) {
      if (!ALIASES.contains(owner) && !owner.matches("[0-9]{12}")) {
        throw new Refusal(400, "InvalidUserID.Malformed", "Invalid user id: \"" + owner + "\"");
      }
    }
  }

  /** Returns whether one of the owners is that account. */
  static boolean isOwned(List<String> owners, String account, @Nullable String alias) {
    return owners.contains(account)
        || (alias != null && owners.contains(alias))
        || (owners.contains("self") && account.equals(Caller.ACCOUNT));
  }
}
