package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final String KERNEL = "kernel";
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
      DiskImage image,
      List<MappedVolume> volumes,
      ImageRequest request,
      List<VolumePlan> volumePlans) {
    context.put(REQUEST, request.toString());
    context.put(VOLUME_PLANS, volumePlans.toString());
    context.put(FILE, image.file().toString());
    context.put(SIZE, Long.toString(image.size()));
    context.put(SHA256, image.sha256());
    context.put(KERNEL, image.kernel().file().toString());
    context.put(VOLUMES, volumes.stream().map(BuildState::texts).toList());
    context.remove(BOOTED);
  }

  /** Tells whether the image was made from this. */
  boolean has(ImageRequest request) {
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
        new DiskImage(
            Path.of(text(FILE)),
            Long.parseLong(text(SIZE)),
            text(SHA256),
            KernelReader.read(Path.of(text(KERNEL)))));
  }

  /** Returns the volumes that were made with the image. */
  List<MappedVolume> volumes() {
    List<MappedVolume> volumes = new ArrayList<>();
    for (List<String> texts : keptVolumes()) {
      VolumeImage image =
          new VolumeImage(
              texts.get(0), Path.of(texts.get(1)), Long.parseLong(texts.get(2)), texts.get(3));
      volumes.add(new MappedVolume(image, texts.get(4)));
    }
    return volumes;
  }

  /** Keeps what came of the image, booted with these volumes. */
  void keep(DiskImage image, List<MappedVolume> volumes, BootReport report) {
    context.put(BOOTED, report.passed() ? bytes(image, volumes) : "");
  }

  /** Tells whether these very bytes passed the boot check together. */
  boolean hasBooted(DiskImage image, List<MappedVolume> volumes) {
    return bytes(image, volumes).equals(context.get(BOOTED));
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
        image.sha256(),
        volume.device());
  }

  @SuppressWarnings("unchecked") // nobody else writes it
  private List<List<String>> keptVolumes() {
    return (List<List<String>>) context.getOrDefault(VOLUMES, List.of());
  }

  private String text(String key) {
    return String.valueOf(context.get(key));
  }
}
