package io.github.ec2unikernel.plugin.menu;

import java.nio.charset.StandardCharsets;

/** Writes a menu in the very form that ec2-unikernel gave it. */
public final class MenuWriter {

  private MenuWriter() {}

  /** Returns the bytes of {@code menu.lst}. */
  public static byte[] write(Menu menu) {
    StringBuilder text = new StringBuilder();
    text.append("default 0\n");
    text.append("timeout 1\n");
    text.append("title ").append(menu.title()).append('\n');
    text.append("\troot (hd0,0)\n");
    text.append("\tkernel ").append(menu.commandLine()).append('\n');
    menu.modules().forEach(module -> text.append("\tmodule /").append(module).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
