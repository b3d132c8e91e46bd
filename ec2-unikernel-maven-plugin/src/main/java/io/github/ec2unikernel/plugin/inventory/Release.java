package io.github.ec2unikernel.plugin.inventory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One published version of an artifact: the images of one name, in all regions that have it. Their
 * content tags differ, for a paravirtual image's kernel is another one in each region.
 *
 * @param artifact its group and name, with a colon in between
 * @param version the artifact's version
 * @param name the name that its images have in common
 * @param images one or more images
 */
public record Release(String artifact, String version, String name, List<PublishedImage> images) {

  /** The newest first. */
  static final Comparator<Release> NEWEST_FIRST =
      Comparator.comparing(Release::createdAt).reversed().thenComparing(Release::name);

  /** Takes a copy. */
  public Release {
    images = List.copyOf(images);
  }

  /** Returns when the first of its images was registered. */
  public Instant createdAt() {
    return images.stream()
        .map(published -> published.image().createdAt())
        .map(text -> text.isEmpty() ? Instant.EPOCH : Instant.parse(text))
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Returns whether an instance of it is there in any region. */
  public boolean isInUse() {
    return images.stream().anyMatch(image -> !image.instances().isEmpty());
  }

  /** Returns whether someone else may launch it in any region. */
  public boolean isShared() {
    return images.stream().anyMatch(image -> !image.sharedWith().isEmpty());
  }
}
