package io.github.ec2unikernel.plugin.format;

/** A format that a ready disk may have. */
public enum SourceFormat {
  /** The disk's bytes as they are. */
  RAW("raw"),
  /** QEMU's own, version 2 or 3. */
  QCOW2("qcow2"),
  /** VMware's, with all in one file. */
  VMDK("vmdk"),
  /** Virtual PC's, of fixed size or dynamic. */
  VHD("vpc");

  private final String driver;

  SourceFormat(String driver) {
    this.driver = driver;
  }

  /** Returns QEMU's name for it. */
  String driver() {
    return driver;
  }
}
