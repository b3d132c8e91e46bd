package io.github.ec2unikernel.harness.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Leads from a page to a file by a path that stays true when both are moved together. */
final class RelativeLink {

  private RelativeLink() {}

  /** Returns the link, escaped as a URI is. */
  static String of(Path page, Path file) {
    Path folder = page.toAbsolutePath().resolveSibling("").normalize();
    Path way = folder.relativize(file.toAbsolutePath().normalize());
    try {
      // "./": a colon in the first name must not make a scheme of it
      return new URI(null, null, "./" + way, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e); // every path can be escaped
    }
  }
}
