package io.github.ec2unikernel.plugin.menu;

/** Writes {@code menu.lst}. */
public final class MenuWriter {

  private final MenuStyle style;
  private final StringBuilder text = new StringBuilder();

  private MenuWriter(MenuStyle style) {
    this.style = style;
  }

  /** Returns the text of {@code menu.lst}, which is to be UTF-8. */
  public static String write(Menu menu, MenuStyle style) {
    MenuWriter writer = new MenuWriter(style);
    writer.put(menu);
    return writer.text.toString();
  }

  private void put(Menu menu) {
    putSetting("default", menu.defaultEntry());
    menu.fallback().ifPresent(entry -> putSetting("fallback", entry));
    putSetting("timeout", menu.timeout());
    if (style.hidden()) {
      text.append("hiddenmenu\n");
    }
    menu.entries().forEach(this::put);
  }

  private void put(MenuEntry entry) {
    text.append(style.beforeTitle()).append("title ").append(entry.title()).append('\n');
    putCommand("root", entry.root());
    putCommand("kernel", entry.commandLine());
    entry.ramdisks().forEach(ramdisk -> putCommand(entry.ramdiskMode().keyword(), ramdisk));
  }

  private void putSetting(String name, int value) {
    text.append(name).append(style.assignment()).append(value).append('\n');
  }

  private void putCommand(String name, String value) {
    text.append(style.indentation()).append(name).append(' ').append(value).append('\n');
  }
}
