package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import org.jspecify.annotations.Nullable;

/** What a file is and where it boots, from its bytes alone. */
public final class Triage {

  private final @Nullable Kernel kernel;
  private final @Nullable InputException rejection;

  private Triage(@Nullable Kernel kernel, @Nullable InputException rejection) {
    this.kernel = kernel;
    this.rejection = rejection;
  }

  /** Looks a file over; it may hold anything, and {@code name} stands for it in messages. */
  public static Triage of(ByteSource source, String name) {
    try {
      return new Triage(KernelReader.read(new ElfFile(source, name)), null);
    } catch (InputException e) {
      return new Triage(null, e);
    }
  }

  /** Returns whether PV-GRUB on EC2 boots it. */
  public boolean isBootable() {
    return kernel != null;
  }

  /**
   * Returns the kernel.
   *
   * @throws InputException if PV-GRUB does not boot it: what it is, or the offset and field that is
   *     wrong
   */
  public Kernel kernel() {
    if (kernel == null) {
      throw java.util.Objects.requireNonNull(rejection);
    }
    return kernel;
  }
}
