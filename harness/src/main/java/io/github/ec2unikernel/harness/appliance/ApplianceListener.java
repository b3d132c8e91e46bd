package io.github.ec2unikernel.harness.appliance;

/** Is told what the making of an appliance is at. */
@FunctionalInterface
public interface ApplianceListener {

  /** A step begins: a phrase for people, such as {@code "unpacking 41 packages"}. */
  void step(String what);
}
