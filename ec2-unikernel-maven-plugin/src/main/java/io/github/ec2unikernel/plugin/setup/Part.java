package io.github.ec2unikernel.plugin.setup;

import java.util.List;

/** One of the things that setup sees to. */
interface Part {

  /** Returns what is missing or different, in the order in which it is to be mended. */
  List<Change> missing();

  /**
   * Returns how what setup made is undone; nothing for what others made.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if others use it
   */
  List<Change> undoing(SetupListener listener);
}
