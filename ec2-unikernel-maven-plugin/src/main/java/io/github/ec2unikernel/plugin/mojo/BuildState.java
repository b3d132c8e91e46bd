package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.kernel.Kernel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the goals of one build of one project leave to each other. Only classes of the JDK are kept:
 * a goal called by name gets another class loader than the goals of the packaging, and does not
 * know their records.
 */
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
    Kernel kernel = image.kernel();
    context.put(
        IMAGE,
        Arrays.asList(
            image.file(),
            image.size(),
            image.sha256(),
            kernel.file(),
            kernel.size(),
            kernel.style().name(),
            kernel.guestOs(),
            kernel.loader(),
            kernel.xenVersion(),
            kernel.entry(),
            kernel.virtBase(),
            kernel.paddrIsVirtual()));
    context.remove(BOOTED);
  }

  Optional<DiskImage> image() {
    List<?> kept = (List<?>) context.get(IMAGE);
    if (kept == null) {
      return Optional.empty();
    }
    Kernel kernel =
        new Kernel(
            (Path) kept.get(3),
            (Long) kept.get(4),
            Kernel.Style.valueOf((String) kept.get(5)),
            (String) kept.get(6),
            (String) kept.get(7),
            (String) kept.get(8),
            (Long) kept.get(9),
            (Long) kept.get(10),
            (Boolean) kept.get(11));
    return Optional.of(
        new DiskImage((Path) kept.get(0), (Long) kept.get(1), (String) kept.get(2), kernel));
  }

  boolean isAttached() {
    return context.containsKey(IMAGE);
  }

  void keep(DiskImage image, BootReport report) {
    context.put(BOOTED, report.passed() ? image.sha256() : "");
  }

  /** Tells whether these very bytes passed the boot check. */
  boolean hasBooted(DiskImage image) {
    return image.sha256().equals(context.get(BOOTED));
  }
}
