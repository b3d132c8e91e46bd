package io.github.ec2unikernel.harness.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A further disk of a machine, beside the one that it boots.
 *
 * @param file a raw file system or disk; it is read, never written
 * @param device the name that Xen and EC2 number it by, {@code xvdb} to {@code xvdp} or {@code sdb}
 *     to {@code sdp}
 * @param readOnly whether the guest may not write to it; what it writes else is thrown away
 */
public record Volume(Path file, String device, boolean readOnly) {

  /**
   * The letters that devices end in: 'a' is the root disk's, and EC2 knows none after p as safe.
   */
  public static final String LETTERS = "bcdefghijklmnop";

  private static final Pattern DEVICE = Pattern.compile("(xvd|sd)[b-p]");

  /** Checks the device and throws {@link InputException} for one that can't be. */
  public Volume {
    if (!DEVICE.matcher(device).matches()) {
      throw new InputException(
          "<device> is '" + device + "', which EC2 does not give to a volume beside the root disk",
          "Give /dev/xvdb to /dev/xvdp, or /dev/sdb to /dev/sdp.");
    }
  }

  /** Creates one that the guest may write to. */
  public Volume(Path file, String device) {
    this(file, device, false);
  }

  /** Returns the letter, by which Linux tells disks apart: sdf and xvdf are one to it. */
  public char letter() {
    return device.charAt(device.length() - 1);
  }

  /** Throws {@link InputException} if its file is not there. */
  public void requireFile() {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "the volume "
              + file
              + " for "
              + device
              + (Files.exists(file) ? " is not a regular file" : " does not exist"),
          "Build it first, or correct the path.");
    }
  }

  /** Throws {@link InputException} if two of the volumes have one letter. */
  public static void requireDifferent(List<Volume> volumes) {
    Map<Character, Volume> byLetter = new HashMap<>();
    for (Volume volume : volumes) {
      Volume other = byLetter.put(volume.letter(), volume);
      if (other != null) {
        throw new InputException(
            "The volumes "
                + other.file()
                + " and "
                + volume.file()
                + " would be one device: <device> is '"
                + other.device()
                + "' and '"
                + volume.device()
                + "'",
            "Give each volume a <device> with a letter of its own, or none at all.");
      }
    }
  }
}
