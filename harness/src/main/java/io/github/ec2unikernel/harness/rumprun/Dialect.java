package io.github.ec2unikernel.harness.rumprun;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The languages of rumprun's configuration. */
public enum Dialect {
  /** The specification on the branch mato-wip-rumprun-config, which unikernel-runner speaks. */
  SPEC,
  /** What rumprun itself reads and its own script writes: keys that come again and again. */
  CLASSIC;

  /** A kernel is no larger than what Triage looks at, in bytes. */
  private static final int LARGEST = 128 << 20;

  /** A key that only the specification has, and one that only rumprun itself knows. */
  private static final String ONLY_SPEC = "gateways\0";

  private static final String ONLY_CLASSIC = "cloner\0";

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the one that a kernel reads, by the keys that it compares with; empty where they are
   * not found or both are.
   *
   * @throws EnvironmentException if it can't be read
   */
  static Optional<Dialect> of(Path kernel) {
    try (InputStream file = Files.newInputStream(kernel)) {
      String text = new String(file.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
      boolean spec = text.contains(ONLY_SPEC);
      boolean classic = text.contains(ONLY_CLASSIC);
      return spec == classic ? Optional.empty() : Optional.of(spec ? SPEC : CLASSIC);
    } catch (IOException e) {
      throw new EnvironmentException(
          kernel + " can't be read: " + e.getMessage(), "See that it is readable.", e);
    }
  }
}
