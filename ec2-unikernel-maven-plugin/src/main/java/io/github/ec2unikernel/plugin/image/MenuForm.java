package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.menu.MenuStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a profile has its boot menu.
 *
 * @param paths where it lies on the disk; several are copies
 * @param style how it is written
 * @param title an entry's title; {@code %s} in it stands for the kernel's file name
 * @param fallback what the menu falls back to where the project does not say, or null
 */
public record MenuForm(
    List<String> paths, MenuStyle style, String title, @Nullable Integer fallback) {

  /** Copies the list. */
  public MenuForm {
    paths = List.copyOf(paths);
  }
}
