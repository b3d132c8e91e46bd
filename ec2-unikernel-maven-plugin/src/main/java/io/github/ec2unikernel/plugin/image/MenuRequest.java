package io.github.ec2unikernel.plugin.image;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a disk's boot menu is to be.
 *
 * @param file a {@code menu.lst} of the project's own, which is then taken as it stands, or null
 * @param timeout how long the boot loader waits for a key in seconds, 0 or more; null for 1
 *     second
 * @param defaultEntry the number from 0 or the title of the entry to boot, or null for the first
 * @param fallback that of the entry to boot where the default one can't be loaded, or null
 */
public record MenuRequest(
    @Nullable Path file,
    @Nullable Integer timeout,
    @Nullable String defaultEntry,
    @Nullable String fallback) {

  /** Returns what a disk with one kernel needs. */
  public static MenuRequest standard() {
    return new MenuRequest(null, null, null, null);
  }
}
