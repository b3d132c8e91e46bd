package io.github.ec2unikernel.harness.disk;

/**
 * Something in a menu.lst that is not as it should be.
 *
 * @param line the line, from 1; 0 for the menu as a whole
 * @param fatal whether it keeps PV-GRUB from booting by itself; else it boots, perhaps not as meant
 * @param text what is wrong, with the words of the menu
 * @param hint what to do about it
 */
public record MenuProblem(int line, boolean fatal, String text, String hint) {

  @Override
  public String toString() {
    return (line == 0 ? "" : "line " + line + ": ") + text;
  }
}
