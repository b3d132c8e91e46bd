package io.github.ec2unikernel.plugin.format;

/** A format that a raw disk can be had in besides. */
public enum DiskFormat {
  /**
   * VMware's stream-optimized disk: compressed, to be read front to back; ImportSnapshot's VMDK.
   */
  VMDK("vmdk", "", "vmdk"),
  /** Virtual PC's disk of fixed size: the raw disk and a footer; ImportSnapshot's VHD. */
  VHD("vhd", "", "vhd"),
  /**
   * Virtual PC's dynamic disk, without the blocks that are zero; ImportSnapshot takes it as well.
   */
  VHD_DYNAMIC("vhd-dynamic", "dynamic", "vhd"),
  /** QEMU's own disk, version 3. */
  QCOW2("qcow2", "", "qcow2");

  private final String id;
  private final String classifier;
  private final String extension;

  DiskFormat(String id, String classifier, String extension) {
    this.id = id;
    this.classifier = classifier;
    this.extension = extension;
  }

  /** Returns the name as it stands in a configuration. */
  public String id() {
    return id;
  }

  /** Returns what tells it from another format of the same extension, or nothing. */
  public String classifier() {
    return classifier;
  }

  /** Returns what a file of this format ends in, without the dot; as an artifact, its type. */
  public String extension() {
    return extension;
  }

  /** Returns the name of a file of this format. */
  public String fileName(String name) {
    return name + (classifier.isEmpty() ? "" : "-" + classifier) + "." + extension;
  }
}
