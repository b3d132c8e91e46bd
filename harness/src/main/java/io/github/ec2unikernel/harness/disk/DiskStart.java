package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a disk tells of how it starts in a machine with firmware.
 *
 * @param way what its GRUB loads, where it is one of ours and says so; else {@link BootWay#DISK}
 * @param firmwares those that find something to start on it
 */
public record DiskStart(BootWay way, Set<Firmware> firmwares) {

  private static final String CONFIGURATION = "/boot/grub/grub.cfg";

  /** The first line of a configuration of ours. */
  private static final Pattern MARK =
      Pattern.compile("\\A# ec2-unikernel: boot way (multiboot|shim|pvh)\r?\n");

  private static final int LONGEST_MARK = 64;

  /** Copies the set. */
  public DiskStart {
    firmwares = Set.copyOf(firmwares);
  }

  /** Tells whether it is a disk of ours with a boot loader of its own. */
  public boolean isMarked() {
    return way != BootWay.DISK;
  }

  static DiskStart read(ByteSource disk, boolean bootCode) throws IOException {
    Set<Firmware> firmwares = EnumSet.noneOf(Firmware.class);
    if (bootCode) {
      firmwares.add(Firmware.BIOS);
    }
    try {
      if (PartitionTable.read(new DiskBytes(disk)).hasSystemPartition()) {
        firmwares.add(Firmware.UEFI);
      }
      Optional<FileSystemContents> first = new RawDisk(disk).fileSystem(1);
      Optional<ByteSource> configuration =
          first.isPresent() ? first.get().find(CONFIGURATION) : Optional.empty();
      if (configuration.isPresent()) {
        return new DiskStart(way(configuration.get()), firmwares);
      }
    } catch (DamagedDiskException e) {
      // what is damaged is not ours, and the firmware may start it all the same
    }
    return new DiskStart(BootWay.DISK, firmwares);
  }

  private static BootWay way(ByteSource configuration) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(LONGEST_MARK, configuration.size()));
    configuration.read(0, head);
    Matcher mark = MARK.matcher(StandardCharsets.ISO_8859_1.decode(head.flip()));
    return mark.find() ? BootWay.valueOf(mark.group(1).toUpperCase(Locale.ROOT)) : BootWay.DISK;
  }
}
