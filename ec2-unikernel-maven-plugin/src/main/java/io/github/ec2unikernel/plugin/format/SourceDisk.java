package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ready disk and what format it has, found out from its bytes. Disks that lie in more than one
 * file are refused: whoever made one would have this build read any file that it names.
 *
 * @param file the disk
 * @param format its format
 */
public record SourceDisk(Path file, SourceFormat format) {

  private static final String VHD_MAGIC = "conectix";
  private static final int VHD_TYPE = 60;
  private static final int VHD_DIFFERENCING = 4;

  /** Version, backing file, encryption and incompatible features of a qcow2. */
  private static final int QCOW_VERSION = 4;

  private static final int QCOW_BACKING = 8;
  private static final int QCOW_ENCRYPTION = 32;
  private static final int QCOW_FEATURES = 72;
  private static final long QCOW_EXTERNAL_DATA = 4;

  /** A VirtualBox disk begins with a text that its maker chooses, and then a number. */
  private static final String VDI = "a VDI;Convert it: qemu-img convert -O raw FILE disk.raw.";

  private static final int VDI_NUMBER_AT = 0x40;
  private static final String VDI_NUMBER = "\u007f\u0010\u00da\u00be";

  private static final int VMDK_CAPACITY = 12;
  private static final int SECTOR = 512;

  /** What is no disk, or none that is taken, by its first bytes, with what to do. */
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("\u007fELF", "an ELF file;Give a kernel with <kernel>.");
    OTHERS.put("\u001f\u008b", "compressed with gzip;Unpack it: gunzip.");
    OTHERS.put("\u00fd7zXZ", "compressed with xz;Unpack it: unxz.");
    OTHERS.put("BZh", "compressed with bzip2;Unpack it: bunzip2.");
    OTHERS.put("(\u00b5/\u00fd", "compressed with zstd;Unpack it: unzstd.");
    OTHERS.put("PK\u0003\u0004", "a zip archive;Unpack it: unzip.");
    OTHERS.put(
        "vhdxfile",
        "a VHDX, of which nobody can tell whether it is whole;"
            + "Convert it: qemu-img convert -O raw FILE disk.raw.");
    OTHERS.put("QED\0", "a QED;Convert it: qemu-img convert -O raw FILE disk.raw.");
    OTHERS.put("<<< ", VDI);
    OTHERS.put("COWD", "a VMDK of an old ESX;Convert it: qemu-img convert -O raw FILE disk.raw.");
    OTHERS.put(
        "# Disk DescriptorFile",
        "the description of a VMDK that lies in other files;"
            + "Make one file of it: qemu-img convert -O raw FILE disk.raw.");
  }

  /**
   * Finds out what a file is.
   *
   * @throws InputException if it is no disk, or one that is not all in this file
   */
  public static SourceDisk of(Path file) {
    DiskHead head = DiskHead.read(file);
    OTHERS.forEach((magic, told) -> refuseOther(head, 0, magic, told));
    refuseOther(head, VDI_NUMBER_AT, VDI_NUMBER, VDI);
    SourceFormat format = format(head);
    String elsewhere =
        switch (format) {
          case RAW -> null;
          case QCOW2 -> qcowProblem(head);
          case VMDK -> vmdkProblem(head);
          case VHD -> vhdProblem(head);
        };
    if (elsewhere != null) {
      throw new InputException(
          "<disk> is %s, %s %s".formatted(file, article(format), elsewhere),
          "Make one whole disk of it where you made it: qemu-img convert -O raw FILE disk.raw.");
    }
    return new SourceDisk(file, format);
  }

  private static void refuseOther(DiskHead head, int offset, String magic, String told) {
    if (head.has(offset, magic)) {
      String[] parts = told.split(";", 2);
      throw new InputException(
          "<disk> is %s, which is %s".formatted(head.file(), parts[0]), parts[1]);
    }
  }

  private static SourceFormat format(DiskHead head) {
    if (head.has(0, "QFI\u00fb")) {
      return SourceFormat.QCOW2;
    } else if (head.has(0, "KDMV")) {
      return SourceFormat.VMDK;
    } else if (head.has(0, VHD_MAGIC) || head.endsWith(VHD_MAGIC)) {
      return SourceFormat.VHD;
    }
    return SourceFormat.RAW;
  }

  private static String article(SourceFormat format) {
    return format == SourceFormat.QCOW2 ? "a qcow2" : "a " + format.name();
  }

  private static @Nullable String qcowProblem(DiskHead disk) {
    ByteBuffer head = disk.head();
    int version = head.getInt(QCOW_VERSION);
    if (version != 2 && version != 3) {
      return "of version " + version;
    } else if (head.getLong(QCOW_BACKING) != 0) {
      return "that has a backing file, and only its differences are in it";
    } else if (head.getInt(QCOW_ENCRYPTION) != 0) {
      return "that is encrypted";
    }
    boolean external = (head.getLong(QCOW_FEATURES) & QCOW_EXTERNAL_DATA) != 0;
    return version == 3 && external ? "whose data lie in another file" : null;
  }

  private static @Nullable String vmdkProblem(DiskHead disk) {
    ByteBuffer head = disk.head().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (head.getLong(VMDK_CAPACITY) <= 0) {
      return "that describes a disk in other files";
    }
    // where QEMU looks for it, whatever the header says
    String text = disk.text(SECTOR, DiskHead.HEAD - SECTOR);
    String parent = text.replaceFirst("(?s).*parentCID=([0-9a-fA-F]+).*", "$1");
    boolean hasParent = !parent.equals(text) && !parent.equalsIgnoreCase("ffffffff");
    return hasParent || text.contains("parentFileNameHint")
        ? "that has a parent, and only its differences are in it"
        : null;
  }

  private static @Nullable String vhdProblem(DiskHead disk) {
    if (!disk.endsWith(VHD_MAGIC)) {
      return "without its last 512 bytes: it is truncated";
    }
    return disk.tail().getInt(VHD_TYPE) == VHD_DIFFERENCING
        ? "that has a parent, and only its differences are in it"
        : null;
  }
}
