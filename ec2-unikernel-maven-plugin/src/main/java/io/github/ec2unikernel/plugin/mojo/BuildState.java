package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.util.Map;
import java.util.Optional;

/** What the goals of one build of one project leave to each other. */
final class BuildState {

  private static final String IMAGE = "image";
  private static final String BOOTED = "booted";

  private final Map<Object, Object> context;

  /** Creates one over Maven's context of this plugin and this project. */
  @SuppressWarnings("unchecked") // Maven gives it as a raw map
  BuildState(Map<?, ?> context) {
    this.context = (Map<Object, Object>) context;
  }

  void keep(DiskImage image) {
    context.put(IMAGE, image);
    context.remove(BOOTED);
  }

  Optional<DiskImage> image() {
    return Optional.ofNullable((DiskImage) context.get(IMAGE));
  }

  boolean isAttached() {
    return image().isPresent();
  }

  void keep(DiskImage image, BootReport report) {
    context.put(BOOTED, report.passed() ? image.sha256() : "");
  }

  /** Tells whether these very bytes passed the boot check. */
  boolean hasBooted(DiskImage image) {
    return image.sha256().equals(context.get(BOOTED));
  }
}
