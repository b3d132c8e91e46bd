package io.github.ec2unikernel.harness.launch;

import java.util.Locale;

/** How an answer is known, the best first. */
public enum Evidence {
  /** Somebody ran such an image on EC2. */
  EC2("shown on EC2"),
  /** It was tested or measured here, under QEMU or Xen, and by nobody on EC2. */
  HERE("tested here"),
  /** It follows from what the two are, as their makers describe it. */
  DESIGN("by design"),
  /** Nothing. */
  NONE("unknown");

  private final String text;

  Evidence(String text) {
    this.text = text;
  }

  /** Returns it for people. */
  public String text() {
    return text;
  }

  /** Returns it for programs, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
