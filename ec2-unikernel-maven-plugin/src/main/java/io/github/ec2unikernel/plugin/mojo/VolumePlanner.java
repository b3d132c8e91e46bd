package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.plugin.volume.VolumeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code <volumes>} element. */
final class VolumePlanner {

  private static final String DEV = "/dev/";

  /** Becomes part of a file's name, an artifact's classifier and, in ext2, a label. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,15}");

  private final Settings settings;
  private final Path disk;

  /**
   * Creates one.
   *
   * @param disk the disk that the volumes lie beside: {@code NAME.raw} for {@code NAME-VOLUME.raw}
   */
  VolumePlanner(Settings settings, Path disk) {
    this.settings = settings;
    this.disk = disk;
  }

  /**
   * Returns what is to be built, in the order of the POM.
   *
   * @throws InputException naming the volume and the element that can't be used
   */
  List<VolumePlan> plan(List<VolumeConfiguration> volumes) {
    if (volumes.size() > Volume.LETTERS.length()) {
      throw new InputException(
          "<volumes> has " + volumes.size() + " volumes",
          "Give at most " + Volume.LETTERS.length() + ": EC2 has the devices xvdb to xvdp.");
    }
    Deque<String> free = freeDevices(volumes);
    List<VolumePlan> plans = new ArrayList<>();
    List<Volume> devices = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (VolumeConfiguration volume : volumes) {
      String name = name(volume, names);
      String device = volume.device().isEmpty() ? free.remove() : withoutDev(volume);
      VolumeRequest request =
          new VolumeRequest(
              name,
              source(volume, name),
              size(volume, name),
              target(name),
              OutputTimestamp.of(settings),
              volume.keepTimes());
      devices.add(new Volume(request.source(), device));
      plans.add(new VolumePlan(request, !volume.image().isEmpty(), DEV + device));
    }
    Volume.requireDifferent(devices);
    return plans;
  }

  private static String name(VolumeConfiguration volume, Set<String> names) {
    String name = volume.name();
    if (!NAME.matcher(name).matches()) {
      throw new InputException(
          name.isEmpty() ? "a <volume> has no <name>" : "<name> of a volume is '" + name + "'",
          "Give 1 to 16 letters, digits and . _ - beginning with a letter or digit.");
    }
    if (!names.add(name)) {
      throw new InputException(
          "Two volumes have the <name> '" + name + "'", "Give each a name of its own.");
    }
    return name;
  }

  private Path source(VolumeConfiguration volume, String name) {
    boolean ready = !volume.image().isEmpty();
    if (ready != volume.source().isEmpty()) {
      throw new InputException(
          "The volume '" + name + "' has " + (ready ? "both" : "neither") + " <source> and <image>",
          "Give <source>, a directory or file to build it of, or <image>, a finished raw file.");
    }
    Path path = settings.path(ready ? volume.image() : volume.source()).normalize();
    if (!Files.exists(path) || (ready && !Files.isRegularFile(path))) {
      String element = ready ? "<image>" : "<source>";
      throw new InputException(
          element + " of the volume '" + name + "' is " + path + ", which is no file there is",
          "Correct the path; it begins at the project's directory.");
    }
    return path;
  }

  private static OptionalLong size(VolumeConfiguration volume, String name) {
    if (volume.size().isEmpty()) {
      return OptionalLong.empty();
    }
    if (!volume.image().isEmpty()) {
      throw new InputException(
          "The volume '" + name + "' has an <image>, and the <size> '" + volume.size() + "'",
          "Leave <size> out: the image is taken as it is.");
    }
    return OptionalLong.of(ByteCount.parse(volume.size(), "<size> of the volume '" + name + "'"));
  }

  private Path target(String name) {
    String file = String.valueOf(disk.getFileName()).replaceFirst("\\.raw$", "");
    return disk.resolveSibling(file + "-" + name + ".raw").normalize();
  }

  private static Deque<String> freeDevices(List<VolumeConfiguration> volumes) {
    Deque<String> free = new ArrayDeque<>();
    for (char letter : Volume.LETTERS.toCharArray()) {
      boolean taken = volumes.stream().anyMatch(it -> it.device().endsWith(String.valueOf(letter)));
      if (!taken) {
        free.add("xvd" + letter);
      }
    }
    return free;
  }

  private static String withoutDev(VolumeConfiguration volume) {
    String device = volume.device();
    return device.startsWith(DEV) ? device.substring(DEV.length()) : device;
  }
}
