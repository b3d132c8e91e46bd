package io.github.ec2unikernel.harness.disk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place for a file system, as GRUB legacy writes it: {@code (hd0)} or {@code (hd0,0)}.
 *
 * @param disk the disk, from 0
 * @param partition the partition, from 1; 0 for the whole disk
 */
public record GrubDevice(int disk, int partition) {

  private static final Pattern FORM = Pattern.compile("\\(hd([0-9]{1,3})(?:,([0-9]{1,3}))?\\)");

  /** Reads a device; empty if it is none that names a disk of this kind. */
  public static Optional<GrubDevice> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int partition = form.group(2) == null ? 0 : Integer.parseInt(form.group(2)) + 1;
    return Optional.of(new GrubDevice(Integer.parseInt(form.group(1)), partition));
  }

  /** Returns the first disk's partition, from 1; 0 for the whole disk. */
  public static GrubDevice ofFirstDisk(int partition) {
    return new GrubDevice(0, partition);
  }

  @Override
  public String toString() {
    return "(hd" + disk + (partition == 0 ? ")" : "," + (partition - 1) + ")");
  }
}
