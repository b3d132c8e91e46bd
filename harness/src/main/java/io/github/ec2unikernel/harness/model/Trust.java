package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed. It holds for one probe, and changes nothing for the rest of the
 * JVM.
 *
 * @param certificates a PEM file with those of authorities, or of the server itself; null for what
 *     Java believes
 * @param insecure whether any certificate will do
 */
public record Trust(@Nullable Path certificates, boolean insecure) {

  /** Returns what Java believes. */
  public static Trust usual() {
    return new Trust(null, false);
  }

  /** Returns a trust in the certificates of a PEM file alone. */
  public static Trust in(Path certificates) {
    return new Trust(certificates, false);
  }

  /** Returns one that any certificate will do for. */
  public static Trust blind() {
    return new Trust(null, true);
  }
}
