package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.launch.FamilySummary;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tags of what the publisher creates. */
public final class ResourceTags {

  /** The {@link ContentId}, by which a machine image is found again. */
  public static final String CONTENT = "ec2-unikernel:content";

  /** The {@link Coordinates} of the artifact that it was made for, cut to what a tag holds. */
  public static final String ARTIFACT = "ec2-unikernel:artifact";

  /** The {@link io.github.ec2unikernel.harness.model.BootWay#id} of a machine image. */
  public static final String BOOT_WAY = "ec2-unikernel:boot-way";

  /** The families of instance types that a machine image may launch on. */
  static final String LAUNCHES_ON = "ec2-unikernel:launches-on";

  /** The families of instance types that a machine image can't be run on. */
  static final String DOES_NOT_LAUNCH_ON = "ec2-unikernel:does-not-launch-on";

  /** The run that created it, by which an aborted run's leftovers are found. */
  public static final String ATTEMPT = "ec2-unikernel:attempt";

  /** A snapshot's {@link DiskSource#dataId}, by which it is found again for other images. */
  static final String DATA = "ec2-unikernel:data";

  /** The {@link BlockManifest#digest} of what a snapshot holds. */
  static final String BLOCKS = "ec2-unikernel:blocks";

  /** What all releases' snapshots of one disk have in common. */
  static final String LINE = "ec2-unikernel:line";

  /** The snapshot that one was sent as a change of. */
  static final String PARENT = "ec2-unikernel:parent";

  private static final String VERSION = "ec2-unikernel:version";
  private static final String OURS = "ec2-unikernel:";
  // AWS takes 50 tags; of a snapshot nine are ours, Name among them, and of an image eight.
  private static final int MOST = 41;
  // EBS's StartSnapshot takes one character less than EC2 does, of both.
  private static final int LONGEST_KEY = 127;
  private static final int LONGEST_VALUE = 255;

  private ResourceTags() {}

  /**
   * Checks the user's tags.
   *
   * @throws InputException naming the tag that AWS or we would refuse
   */
  static void check(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw new InputException(
          "There are " + tags.size() + " tags.",
          "AWS takes " + MOST + " beside this plugin's own.");
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String key = tag.getKey();
      if (key.isEmpty() || key.length() > LONGEST_KEY) {
        throw new InputException(
            "The tag '" + key + "' has a key of " + key.length() + " characters.",
            "Give it 1 to " + LONGEST_KEY + ".");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:") || key.startsWith(OURS)) {
        throw new InputException(
            "The tag '" + key + "' is reserved.", "Choose a key without that prefix.");
      }
      if (tag.getValue().length() > LONGEST_VALUE) {
        throw new InputException(
            "The tag '" + key + "' has a value of " + tag.getValue().length() + " characters.",
            "Shorten it to " + LONGEST_VALUE + ".");
      }
    }
  }

  /** Returns the tags that all has that one run makes; the user's may set Name. */
  static Map<String, String> of(
      PublishRequest request, String name, ContentId content, String attempt) {
    Map<String, String> tags = new TreeMap<>();
    tags.put("Name", name);
    tags.putAll(request.options().tags());
    tags.put(CONTENT, content.hex());
    tags.put(ARTIFACT, cut(request.coordinates().toString()));
    tags.put(VERSION, cut(request.toolVersion()));
    tags.put(ATTEMPT, attempt);
    return tags;
  }

  /**
   * Returns the tags of a machine image, given those that all has. What launches is in tags as
   * RegisterImage takes no list of instance types.
   */
  static Map<String, String> ofImage(Map<String, String> tags, LaunchImage launch) {
    Map<String, String> all = new TreeMap<>(tags);
    FamilySummary summary = FamilySummary.of(launch);
    all.put(BOOT_WAY, launch.way().id());
    all.put(LAUNCHES_ON, summary.on());
    all.put(DOES_NOT_LAUNCH_ON, summary.notOn());
    return all;
  }

  /** Returns those tags that an object has, which takes ten. */
  static Map<String, String> ofObject(Map<String, String> tags) {
    Map<String, String> few = new TreeMap<>(tags);
    few.keySet().retainAll(Set.of(CONTENT, ARTIFACT, ATTEMPT, VERSION));
    return few;
  }

  /** Returns the tags of one of the run's snapshots, given those that all it makes has. */
  static Map<String, String> ofSnapshot(
      Map<String, String> tags, PublishRequest request, DiskSource disk) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(DATA, disk.dataId(request.upload().encryption()));
    all.put(LINE, line(request.coordinates(), disk));
    return all;
  }

  /** Returns the tags of a snapshot that is sent block by block. */
  static Map<String, String> ofSnapshot(
      Map<String, String> tags, PublishRequest request, BlockPlan plan) {
    Map<String, String> all = ofSnapshot(tags, request, plan.disk());
    all.put(BLOCKS, plan.manifest().digest());
    String parent = plan.parentId();
    if (parent != null) {
      all.put(PARENT, parent);
    }
    return all;
  }

  /** Returns whether a snapshot, or the import of one, is of the disk that has those tags. */
  static boolean isOfDisk(Map<String, String> found, Map<String, String> disk) {
    return Stream.of(DATA, LINE).allMatch(key -> Objects.equals(disk.get(key), found.get(key)));
  }

  /** Returns what the snapshots of all releases of an artifact's disk have in common. */
  static String line(Coordinates artifact, DiskSource disk) {
    String line = artifact.groupId() + ":" + artifact.artifactId();
    return cut(disk.isRoot() ? line : line + ":" + disk.name());
  }

  private static String cut(String value) {
    return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
  }
}
