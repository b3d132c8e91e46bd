package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.FileStamp;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the goals of one build of one project leave to each other. Only text is kept: a goal called
 * by name gets another class loader than the goals of the packaging, and does not know their
 * records.
 */
final class BuildState {

  private static final String REQUEST = "request";
  private static final String FILE = "file";
  private static final String SIZE = "size";
  private static final String SHA256 = "sha256";
  private static final String STAMP = "stamp";
  private static final String KERNEL = "kernel";
  private static final String WAY = "way";
  private static final String FIRMWARES = "firmwares";
  private static final String VOLUMES = "volumes";
  private static final String VOLUME_PLANS = "volumePlans";
  private static final String BOOTED = "booted";

  private final Map<Object, Object> context;

  /** Creates one over Maven's context of this plugin and this project. */
  @SuppressWarnings("unchecked") // Maven gives it as a raw map
  BuildState(Map<?, ?> context) {
    this.context = (Map<Object, Object>) context;
  }

  void keep(
      DiskImage image, List<MappedVolume> volumes, Record request, List<VolumePlan> volumePlans) {
    context.put(REQUEST, request.toString());
    context.put(VOLUME_PLANS, volumePlans.toString());
    context.put(FILE, image.file().toString());
    context.put(SIZE, Long.toString(image.size()));
    keep(image.digest());
    keep(image.boot());
    context.put(VOLUMES, volumes.stream().map(BuildState::texts).toList());
    context.remove(BOOTED);
  }

  /** Tells whether the image was made from this. */
  boolean has(Record request) {
    return request.toString().equals(context.get(REQUEST));
  }

  /** Tells whether its volumes were made from this. */
  boolean hasVolumes(List<VolumePlan> volumePlans) {
    return volumePlans.toString().equals(context.get(VOLUME_PLANS));
  }

  /** Returns the image that was made, if one was. */
  Optional<DiskImage> image() {
    if (!context.containsKey(REQUEST)) {
      return Optional.empty();
    }
    return Optional.of(
        new DiskImage(Path.of(text(FILE)), Long.parseLong(text(SIZE)), digest(), boot()));
  }

  /** Returns the volumes that were made with the image. */
  List<MappedVolume> volumes() {
    List<MappedVolume> volumes = new ArrayList<>();
    for (List<String> texts : keptVolumes()) {
      Path file = Path.of(texts.get(1));
      FileDigest digest = digest(file, texts.get(4), texts.get(5));
      VolumeImage image = new VolumeImage(texts.get(0), file, Long.parseLong(texts.get(2)), digest);
      volumes.add(new MappedVolume(image, texts.get(3)));
    }
    return volumes;
  }

  /** Keeps what came of the image, booted with these volumes. */
  void keep(DiskImage image, List<MappedVolume> volumes, BootReport report) {
    keep(image.digest());
    context.put(VOLUMES, volumes.stream().map(BuildState::texts).toList());
    context.put(BOOTED, report.passed() ? bytes(image, volumes) : "");
  }

  /**
   * Tells whether these very bytes passed the boot check together.
   *
   * @throws InputException if a file was changed since it was made
   */
  boolean hasBooted(DiskImage image, List<MappedVolume> volumes) {
    requireUnchanged(image, volumes);
    return bytes(image, volumes).equals(context.get(BOOTED));
  }

  /**
   * Checks that the disk and its volumes are as they were made.
   *
   * @throws InputException if a file was changed since
   */
  static void requireUnchanged(DiskImage image, List<MappedVolume> volumes) {
    image.digest().requireUnchanged();
    volumes.forEach(volume -> volume.image().digest().requireUnchanged());
  }

  /** Returns what tells what the guest can see of them, from what it would see of others. */
  private static String bytes(DiskImage image, List<MappedVolume> volumes) {
    StringBuilder text = new StringBuilder(image.sha256());
    volumes.stream()
        .map(volume -> "\n" + volume.device() + " " + volume.image().sha256())
        .sorted()
        .forEach(text::append);
    return text.toString();
  }

  private static List<String> texts(MappedVolume volume) {
    VolumeImage image = volume.image();
    return List.of(
        image.name(),
        image.file().toString(),
        Long.toString(image.size()),
        volume.device(),
        taken(image.digest()),
        stamp(image.digest()));
  }

  @SuppressWarnings("unchecked") // nobody else writes it
  private List<List<String>> keptVolumes() {
    return (List<List<String>>) context.getOrDefault(VOLUMES, List.of());
  }

  private void keep(DiskBoot boot) {
    context.put(WAY, boot.way().name());
    context.put(FIRMWARES, boot.firmwares().stream().map(Firmware::name).sorted().toList());
    context.put(KERNEL, boot.kernel() == null ? "" : boot.kernel().toString());
  }

  @SuppressWarnings("unchecked") // nobody else writes it
  private DiskBoot boot() {
    List<String> firmwares = (List<String>) context.getOrDefault(FIRMWARES, List.of());
    return new DiskBoot(
        BootWay.valueOf(text(WAY)),
        firmwares.stream().map(Firmware::valueOf).collect(Collectors.toSet()),
        text(KERNEL).isEmpty() ? null : Path.of(text(KERNEL)));
  }

  private void keep(FileDigest digest) {
    context.put(SHA256, taken(digest));
    context.put(STAMP, stamp(digest));
  }

  private FileDigest digest() {
    return digest(Path.of(text(FILE)), text(SHA256), text(STAMP));
  }

  private static FileDigest digest(Path file, String sha256, String stamp) {
    if (stamp.isEmpty()) {
      return new FileDigest.Known(sha256);
    }
    AtomicReference<@Nullable String> taken =
        new AtomicReference<>(sha256.isEmpty() ? null : sha256);
    return new FileDigest.Pending(file, new FileStamp(stamp), taken);
  }

  /** Returns the hex digits of a digest, or the empty text if nobody took it yet. */
  private static String taken(FileDigest digest) {
    if (digest instanceof FileDigest.Pending pending) {
      return Objects.requireNonNullElse(pending.taken().get(), "");
    }
    return digest.hex();
  }

  /** Returns the stamp of a digest's file, or the empty text if that is not known. */
  private static String stamp(FileDigest digest) {
    return digest instanceof FileDigest.Pending pending ? pending.stamp().text() : "";
  }

  private String text(String key) {
    return String.valueOf(context.get(key));
  }
}
