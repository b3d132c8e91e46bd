package io.github.ec2unikernel.plugin.format;

import java.util.List;

/**
 * The text inside a VMDK that describes it.
 *
 * @param contentId what changes with the disk's content
 * @param sectors the disk's length in sectors
 * @param fileName the name of the file it is in
 */
record VmdkDescriptor(int contentId, long sectors, String fileName) {

  /** The geometry of every SCSI disk that VMware makes. */
  private static final int HEADS = 255;

  private static final int SECTORS_PER_TRACK = 63;

  String text() {
    return String.join(
        "\n",
        List.of(
            "# Disk DescriptorFile",
            "version=1",
            "CID=%08x".formatted(contentId),
            "parentCID=ffffffff",
            "createType=\"streamOptimized\"",
            "",
            "# Extent description",
            "RW %d SPARSE \"%s\"".formatted(sectors, fileName.replace('"', '_')),
            "",
            "# The Disk Data Base",
            "#DDB",
            "",
            "ddb.virtualHWVersion = \"4\"",
            "ddb.geometry.cylinders = \"%d\""
                .formatted(-Math.floorDiv(-sectors, HEADS * SECTORS_PER_TRACK)),
            "ddb.geometry.heads = \"" + HEADS + "\"",
            "ddb.geometry.sectors = \"" + SECTORS_PER_TRACK + "\"",
            "ddb.adapterType = \"lsilogic\"",
            ""));
  }
}
