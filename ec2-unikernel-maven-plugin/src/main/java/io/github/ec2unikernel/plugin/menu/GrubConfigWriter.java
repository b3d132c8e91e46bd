package io.github.ec2unikernel.plugin.menu;

import io.github.ec2unikernel.harness.model.BootWay;

/** Writes {@code grub.cfg} for GRUB 2. */
public final class GrubConfigWriter {

  /** The serial port that EC2 and Xen show: COM1. */
  private static final String CONSOLES =
      """
      serial --unit=0 --speed=115200
      # A UEFI firmware's console goes to the serial port as well, where each line would stand twice.
      if [ "$grub_platform" = efi ]; then
        terminal_input serial console
        terminal_output serial
      else
        terminal_input console serial
        terminal_output console serial
      fi
      """;

  private GrubConfigWriter() {}

  /** Returns the first line, by which others know what the disk needs below it. */
  public static String firstLine(BootWay way) {
    return "# ec2-unikernel: boot way " + way.id() + "\n";
  }

  /** Returns the text of {@code grub.cfg}, which is to be UTF-8. */
  public static String write(BootWay way, GrubMenu menu) {
    StringBuilder text = new StringBuilder(firstLine(way)).append(CONSOLES);
    text.append("set default=").append(menu.defaultEntry()).append('\n');
    text.append("set timeout=").append(menu.timeout()).append('\n');
    text.append(giveUp(menu));
    for (int i = 0; i < menu.entries().size(); i++) {
      put(i, menu.entries().get(i), text);
    }
    return text.toString();
  }

  /**
   * Returns what follows where an entry can't be loaded. GRUB's own fallback waits twelve seconds
   * for a key, and without one it waits for ever: on EC2 nobody presses a key, and a machine that
   * stands still is paid for.
   */
  private static String giveUp(GrubMenu menu) {
    StringBuilder text = new StringBuilder("function give_up {\n");
    text.append("  echo \"ec2-unikernel: $file can't be loaded\"\n");
    if (menu.fallback().isPresent()) {
      int entry = menu.fallback().getAsInt();
      text.append("  if [ -z \"$fell_back\" ]; then\n    set fell_back=1\n");
      text.append("    echo \"ec2-unikernel: booting entry ").append(entry).append(" instead\"\n");
      text.append("    entry_").append(entry).append("\n  fi\n");
    }
    return text.append("  halt\n}\n").toString();
  }

  /** Nested, as GRUB boots on without a file that is missing. */
  private static void put(int number, GrubEntry entry, StringBuilder text) {
    text.append("function entry_").append(number).append(" {\n");
    String indent = "  ";
    for (GrubLoad load : entry.loads()) {
      String file = GrubArguments.quote(load.path());
      text.append(indent).append("set file=").append(file).append('\n');
      text.append(indent).append("if ").append(load.script()).append("; then\n");
      indent += "  ";
    }
    text.append(indent).append("boot\n");
    for (int i = 0; i < entry.loads().size(); i++) {
      indent = indent.substring(2);
      text.append(indent).append("fi\n");
    }
    text.append("  give_up\n}\n");
    text.append("menuentry ").append(GrubArguments.quote(entry.title())).append(" {\n");
    text.append("  entry_").append(number).append("\n}\n");
  }
}
