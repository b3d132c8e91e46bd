package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The feature flags of an ext superblock.
 *
 * @param incompatible s_feature_incompat: a reader has to know all of them
 * @param readOnly s_feature_ro_compat: a reader need not know them
 */
record ExtFeatures(int incompatible, int readOnly) {

  static final int BIT_64 = 0x80;

  private static final int COMPRESSION = 0x1;
  private static final int RECOVER = 0x4;
  private static final int JOURNAL_DEVICE = 0x8;
  private static final int META_GROUPS = 0x10;
  private static final int DIRECTORY_DATA = 0x1000;
  private static final int KNOWN = 0x3f7df;
  private static final int BIG_ALLOCATION = 0x200;
  private static final int CHECKSUMS = 0x400;

  /** Flags that came after PV-GRUB or that GRUB 0.97 has no code for, with their names. */
  private static final List<Named> LATER =
      List.of(
          new Named(0x400, "ea_inode"),
          new Named(0x4000, "large_dir"),
          new Named(0x8000, "inline_data"),
          new Named(0x10000, "encrypt"),
          new Named(0x20000, "casefold"));

  private record Named(int bit, String name) {}

  boolean has(int incompatibleBit) {
    return (incompatible & incompatibleBit) != 0;
  }

  /** Returns why neither this reader nor a PV-GRUB known reads such a file system, if so. */
  Optional<String> refusal() {
    if (has(COMPRESSION)) {
      return Optional.of("its ext2 has the feature compression, which nobody reads");
    }
    if (has(JOURNAL_DEVICE)) {
      return Optional.of("it is the journal of an ext3, not a file system");
    }
    if (has(META_GROUPS) || has(DIRECTORY_DATA) || (incompatible & ~KNOWN) != 0) {
      return Optional.of(
          "its ext4 has features that PV-GRUB is not known to read (s_feature_incompat 0x%x)"
              .formatted(incompatible));
    }
    return Optional.empty();
  }

  /** Returns what makes it doubtful that PV-GRUB reads the file system. */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    if (has(RECOVER)) {
      doubts.add("its journal has not been played back, and PV-GRUB does not do that");
    }
    if (has(BIT_64)) {
      doubts.add("its ext4 has the feature 64bit, which Xen's own PV-GRUB refuses");
    }
    List<String> names =
        new ArrayList<>(LATER.stream().filter(each -> has(each.bit)).map(Named::name).toList());
    if ((readOnly & BIG_ALLOCATION) != 0) {
      names.add("bigalloc");
    }
    if ((readOnly & CHECKSUMS) != 0) {
      names.add("metadata_csum");
    }
    if (!names.isEmpty()) {
      doubts.add(
          "its ext4 has features that PV-GRUB is not known to read: " + String.join(", ", names));
    }
    return doubts;
  }
}
