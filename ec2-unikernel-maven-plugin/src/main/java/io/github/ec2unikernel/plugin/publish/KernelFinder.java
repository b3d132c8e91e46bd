package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the PV-GRUB kernel of each region: the user's, the pinned one, or Amazon's newest. */
final class KernelFinder {

  private final KernelChoice choice;
  private final @Nullable KernelLock lock;

  KernelFinder(KernelChoice choice) {
    this.choice = choice;
    lock = choice.lockFile() == null ? null : KernelLock.read(choice.lockFile());
  }

  /**
   * Returns the kernels by their regions, and pins those that were chosen here.
   *
   * @param regions the first one first
   * @param alike whether all must be of one name, as copies have them
   * @throws InputException if a kernel that was named or pinned can't be used, or the first
   *     region's is missing in another one
   */
  Map<String, PvGrubKernel> find(List<AwsConnection> regions, boolean alike) {
    Map<String, PvGrubKernel> found = new LinkedHashMap<>();
    Map<String, KernelLock.Pin> chosen = new LinkedHashMap<>();
    PvGrubKernel first = null;
    for (AwsConnection aws : regions) {
      PvGrubKernel kernel = first == null && choice.id() != null ? named(aws) : pinned(aws);
      if (kernel == null) {
        kernel = first == null ? aws.kernels().newest() : like(first, aws, alike);
        chosen.put(aws.region(), new KernelLock.Pin(kernel.id(), kernel.name()));
      }
      if (first != null && alike && !first.name().equals(kernel.name())) {
        throw unlike(first, kernel.name(), aws);
      }
      first = first == null ? kernel : first;
      found.put(aws.region(), kernel);
    }
    // A kernel that was named for once is nobody else's.
    if (lock != null && choice.id() == null) {
      lock.keep(chosen);
    }
    return found;
  }

  private PvGrubKernel named(AwsConnection aws) {
    return aws.kernels().byId(String.valueOf(choice.id()));
  }

  private @Nullable PvGrubKernel pinned(AwsConnection aws) {
    KernelLock.Pin pin =
        lock == null || choice.isRefreshed() || choice.id() != null
            ? null
            : lock.pins().get(aws.region());
    if (pin == null) {
      return null;
    }
    if (!aws.kernels().has(pin.id(), pin.name())) {
      throw new InputException(
          "The lock file "
              + choice.lockFile()
              + " pins "
              + pin.id()
              + " ("
              + pin.name()
              + ") for "
              + aws.region()
              + ", and there is no such kernel any more.",
          "Choose the newest one with -Dunikernel.updateLock, boot the image, and commit the file.");
    }
    return aws.kernels().byId(pin.id());
  }

  private static PvGrubKernel like(PvGrubKernel first, AwsConnection aws, boolean alike) {
    return aws.kernels()
        .named(first.name())
        .orElseGet(
            () -> {
              PvGrubKernel newest = aws.kernels().newest();
              if (alike) {
                throw unlike(first, newest.name(), aws);
              }
              return newest;
            });
  }

  private static InputException unlike(PvGrubKernel first, String other, AwsConnection aws) {
    return new InputException(
        "The first region's kernel is "
            + first.name()
            + ", that of "
            + aws.region()
            + " is "
            + other
            + ", and a copied machine image boots the same in both.",
        "Leave the region out, send the disks there (-Dunikernel.publish.replication=upload), or"
            + " choose anew with -Dunikernel.updateLock.");
  }
}
