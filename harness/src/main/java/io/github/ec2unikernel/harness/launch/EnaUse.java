package io.github.ec2unikernel.harness.launch;

/** What an instance type makes of ENA, EC2's newer network card. */
public enum EnaUse {
  /** It has none. */
  NONE,
  /** It gives one to images that say that they drive it, and another card to the rest. */
  SUPPORTED,
  /** It has no other, and starts no image that does not say that it drives it. */
  REQUIRED
}
