package io.github.ec2unikernel.harness.launch;

import java.util.Locale;

/** What becomes of an instance. */
public enum Outcome {
  /** It boots, with disk and network. */
  LAUNCHES("launches"),
  /** It boots, and has no driver for the network that it gets. */
  WITHOUT_NETWORK("launches without network"),
  /** It boots, and has no driver for the network and the disk that it gets. */
  WITHOUT_DEVICES("launches without network and disk"),
  /** It does not boot, or EC2 does not start it. */
  NEVER("does not launch"),
  /** Nobody has seen it. */
  UNKNOWN("unknown");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** Returns it for people. */
  public String text() {
    return text;
  }

  /** Returns it for programs, in lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
