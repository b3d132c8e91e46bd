package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.FileStamp;
import java.nio.file.Path;
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
  private static final String STAMP = "stamp";
  private static final String KERNEL = "kernel";
  private static final String BOOTED = "booted";

  private final Map<Object, Object> context;

  /** Creates one over Maven's context of this plugin and this project. */
  @SuppressWarnings("unchecked") // Maven gives it as a raw map
  BuildState(Map<?, ?> context) {
    this.context = (Map<Object, Object>) context;
  }

  void keep(DiskImage image, ImageRequest request) {
    context.put(REQUEST, request.toString());
    context.put(FILE, image.file().toString());
    context.put(SIZE, Long.toString(image.size()));
    keep(image.digest());
    context.put(KERNEL, image.kernel().file().toString());
    context.remove(BOOTED);
  }

  /** Tells whether the image was made from this. */
  boolean has(ImageRequest request) {
    return request.toString().equals(context.get(REQUEST));
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
            digest(),
            KernelReader.read(Path.of(text(KERNEL)))));
  }

  void keep(DiskImage image, BootReport report) {
    context.put(SHA256, image.sha256());
    context.put(BOOTED, report.passed() ? image.sha256() : "");
  }

  /** Tells whether these very bytes passed the boot check. */
  boolean hasBooted(DiskImage image) {
    return image.sha256().equals(context.get(BOOTED));
  }

  private void keep(FileDigest digest) {
    context.remove(SHA256);
    if (digest instanceof FileDigest.Known known) {
      context.put(SHA256, known.hex());
    } else if (digest instanceof FileDigest.Pending pending) {
      context.put(STAMP, pending.stamp().text());
    }
  }

  private FileDigest digest() {
    return context.containsKey(SHA256)
        ? new FileDigest.Known(text(SHA256))
        : FileDigest.of(Path.of(text(FILE)), new FileStamp(text(STAMP)));
  }

  private String text(String key) {
    return String.valueOf(context.get(key));
  }
}
