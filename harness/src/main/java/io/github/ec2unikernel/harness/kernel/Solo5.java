package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unikernel's Solo5 notes say (Solo5's elf_abi.h and mft_abi.h).
 *
 * @param target the tender or machine that it was built for: hvt, spt, virtio, muen, genode, xen;
 *     unknown without the note ABI1, which came with Solo5 0.6
 * @param abiVersion the version of the interface to it; 0 where it is unknown
 * @param devices what its manifest declares, in its order
 */
public record Solo5(String target, int abiVersion, List<Device> devices) {

  /**
   * A device that has to be attached.
   *
   * @param name its name in the manifest
   * @param type BLOCK_BASIC, NET_BASIC, or the number of another type
   */
  public record Device(String name, String type) {}

  static final String OWNER = "Solo5";

  private static final int ABI1 = 0x31494241;
  private static final int MFT1 = 0x3154464d;
  private static final List<String> TARGETS =
      List.of("unknown", "hvt", "spt", "virtio", "muen", "genode", "xen");

  /** The manifest is aligned to 8 bytes after a note's header of 20. */
  private static final int PADDING = 4;

  private static final int HEADER = 8;
  private static final int VERSION = 1;
  private static final int NAME = 68;

  /** Name, type, what belongs to the type, and whether it is attached. */
  private static final int ENTRY = 104;

  private static final int MAX_ENTRIES = 64;

  /** From here on a type says that the entry is no device. */
  private static final int FIRST_RESERVED = 1 << 30;

  /** Returns what the notes of this owner say; null if none is. */
  static @Nullable Solo5 read(List<ElfNote> notes) {
    String target = "unknown";
    int version = 0;
    boolean found = false;
    List<Device> devices = List.of();
    for (ElfNote note : notes) {
      if (note.name().equals(OWNER)) {
        found = true;
        if (note.type() == ABI1 && note.descriptor().limit() >= 8) {
          int number = note.descriptor().getInt(0);
          target = number > 0 && number < TARGETS.size() ? TARGETS.get(number) : "unknown";
          version = note.descriptor().getInt(4);
        } else if (note.type() == MFT1) {
          devices = devices(note.descriptor());
        }
      }
    }
    return found ? new Solo5(target, version, devices) : null;
  }

  private static List<Device> devices(ByteBuffer manifest) {
    List<Device> devices = new ArrayList<>();
    if (manifest.limit() < PADDING + HEADER || manifest.getInt(PADDING) != VERSION) {
      return devices;
    }
    int count = manifest.getInt(PADDING + 4);
    int at = PADDING + HEADER;
    for (int i = 0; i < Math.min(count, MAX_ENTRIES) && at + ENTRY <= manifest.limit(); i++) {
      int type = manifest.getInt(at + NAME);
      if (type >= 0 && type < FIRST_RESERVED) {
        devices.add(new Device(name(manifest.slice(at, NAME)), type(type)));
      }
      at += ENTRY;
    }
    return devices;
  }

  private static String type(int number) {
    return switch (number) {
      case 1 -> "BLOCK_BASIC";
      case 2 -> "NET_BASIC";
      default -> "type " + number;
    };
  }

  private static String name(ByteBuffer bytes) {
    String all = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    int end = all.indexOf('\0');
    return (end < 0 ? all : all.substring(0, end)).replaceAll("[^ -~]", "?");
  }
}
