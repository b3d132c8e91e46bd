package io.github.ec2unikernel.plugin.publish;

import java.time.Instant;

/**
 * What people know an image by.
 *
 * @param name its name
 * @param description its description
 */
record Naming(String name, String description) {

  static Naming of(PublishRequest request, ContentId content, Instant now) {
    ImageOptions options = request.options();
    Coordinates coordinates = request.coordinates();
    return new Naming(
        ImageName.of(options.name(), coordinates, content, now),
        ImageName.description(
            options.description(),
            coordinates,
            content,
            now,
            request.toolVersion(),
            request.image().boot().way()));
  }
}
