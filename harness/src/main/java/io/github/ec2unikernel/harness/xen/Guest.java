package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.Loader;
import java.io.IOException;
import java.nio.file.Path;

/** Something to boot under Xen. */
public interface Guest {

  /** Returns who loads its kernel. */
  Loader loader();

  /** Returns what it is made of, for people. */
  String setup();

  /** Returns what dom0 has to do. */
  GuestJob job();

  /**
   * Returns what the machine has to have.
   *
   * @param scratch a folder for files that are made for it, removed after the boot
   */
  Hardware hardware(Path scratch) throws IOException;
}
