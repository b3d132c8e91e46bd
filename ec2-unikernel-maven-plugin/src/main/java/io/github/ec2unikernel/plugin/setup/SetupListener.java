package io.github.ec2unikernel.plugin.setup;

/** Hears what is set up and taken down. */
public interface SetupListener {

  /** Everything is as it should be. */
  void nothingToDo();

  /** A change will be made, or would be. */
  void planned(String change);

  /** A change is being made. */
  void making(String change);

  /** Something is left as it is. */
  void left(String what);
}
