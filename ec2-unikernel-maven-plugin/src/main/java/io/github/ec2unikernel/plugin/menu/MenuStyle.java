package io.github.ec2unikernel.plugin.menu;

/**
 * What may differ between two menus that mean the same.
 *
 * @param assignment what stands between a setting's name and its value
 * @param hidden whether the menu stays hidden until a key is pressed
 * @param beforeTitle what comes before an entry
 * @param indentation what begins the lines of an entry
 */
public record MenuStyle(String assignment, boolean hidden, String beforeTitle, String indentation) {

  /** Returns the style of nearly all: blanks after names, and a visible menu. */
  public static MenuStyle indentedBy(String indentation) {
    return new MenuStyle(" ", false, "", indentation);
  }
}
