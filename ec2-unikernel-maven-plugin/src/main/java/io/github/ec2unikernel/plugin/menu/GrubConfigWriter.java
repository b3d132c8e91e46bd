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

  /** Nobody presses a key there, and a machine that stands still is paid for. */
  private static final String GIVE_UP =
      """
      function give_up {
        echo "ec2-unikernel: $file can't be loaded"
        if [ -z "$fallback" ]; then halt; fi
        echo "ec2-unikernel: next is the fallback entry $fallback"
        # without a file it forgets the kernel that was loaded already
        multiboot
      }
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
    menu.fallback().ifPresent(entry -> text.append("set fallback=").append(entry).append('\n'));
    text.append("set timeout=").append(menu.timeout()).append('\n');
    text.append(GIVE_UP);
    menu.entries().forEach(entry -> put(entry, text));
    return text.toString();
  }

  /** Nested, as GRUB boots on without a file that is missing. */
  private static void put(GrubEntry entry, StringBuilder text) {
    text.append("menuentry ").append(GrubArguments.quote(entry.title())).append(" {\n");
    String indent = "  ";
    for (GrubLoad load : entry.loads()) {
      text.append(indent)
          .append("set file=")
          .append(GrubArguments.quote(load.path()))
          .append('\n')
          .append(indent)
          .append("if ")
          .append(load.script())
          .append("; then\n");
      indent += "  ";
    }
    text.append(indent).append("boot\n");
    for (int i = 0; i < entry.loads().size(); i++) {
      indent = indent.substring(2);
      text.append(indent).append("fi\n");
    }
    text.append("  give_up\n}\n");
  }
}
