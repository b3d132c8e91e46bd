package io.github.ec2unikernel.plugin.menu;

import java.util.List;

/**
 * An entry of GRUB 2's menu.
 *
 * @param title what it shows
 * @param loads what it loads, the kernel first
 */
public record GrubEntry(String title, List<GrubLoad> loads) {

  /**
   * Checks that a menu can hold the title.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it can't
   */
  public GrubEntry {
    loads = List.copyOf(loads);
    MenuLimits.requireOneLineTitle(title);
  }
}
