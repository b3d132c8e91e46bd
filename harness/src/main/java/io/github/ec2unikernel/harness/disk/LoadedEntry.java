package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.Kernel;
import java.util.List;
import java.util.Optional;

/**
 * A menu entry whose files PV-GRUB finds and can start.
 *
 * @param kernel the kernel's file, with its arguments
 * @param facts what the kernel says about itself
 * @param modules the modules that it gets, in order
 * @param initrd the ramdisk that it gets instead, if it does
 * @param doubts what may turn out otherwise on EC2, each a sentence without its end
 */
public record LoadedEntry(
    LoadedFile kernel,
    Kernel facts,
    List<LoadedFile> modules,
    Optional<LoadedFile> initrd,
    List<String> doubts) {

  /** Copies the lists. */
  public LoadedEntry {
    modules = List.copyOf(modules);
    doubts = List.copyOf(doubts);
  }
}
