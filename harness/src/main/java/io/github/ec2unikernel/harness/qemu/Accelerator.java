package io.github.ec2unikernel.harness.qemu;

import java.util.Locale;

/** What executes the machine's instructions. */
public enum Accelerator {
  /** The host's processor, through Linux. */
  KVM,
  /** QEMU's translator, which works everywhere. */
  TCG;

  /** Returns QEMU's name for it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
