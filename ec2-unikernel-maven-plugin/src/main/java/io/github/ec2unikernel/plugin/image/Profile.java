package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.menu.MenuStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A layout of a disk that PV-GRUB boots from, as a tool or a text before this one had it. */
public enum Profile {
  /** What ec2-unikernel made, and a copy of the menu for PV-GRUBs before 1.04. */
  GALOIS(
      Shape.PARTITIONED,
      new KernelPlace("/", null, false),
      new MenuForm(
          List.of("/grub/menu.lst", "/boot/grub/menu.lst"),
          MenuStyle.indentedBy("\t"),
          "unikernel_boot",
          null),
      "",
      Map.of(),
      List.of()),

  /** What MirageOS's script {@code ec2.sh} made. */
  MIRAGE(
      Shape.WHOLE_DISK,
      new KernelPlace("/boot/", "mirage-os.gz", true),
      new MenuForm(Paths.BOOT_GRUB, MenuStyle.indentedBy(" "), "Mirage", null),
      "",
      Map.of(),
      List.of()),

  /** What MirageOS's wiki had people make by hand. */
  MIRAGE_WIKI(
      Shape.PARTITIONED,
      new KernelPlace("/", "kernel", false),
      new MenuForm(Paths.BOOT_GRUB, MenuStyle.indentedBy(" "), "Mirage-Test", null),
      "",
      Map.of(),
      List.of()),

  /** What UniK made for PV-GRUB. */
  UNIK(
      new Shape(false, "boot"),
      new KernelPlace("/boot/", "program.bin", false),
      new MenuForm(
          List.of("/boot/grub/menu.lst", "/boot/grub/grub.conf"),
          new MenuStyle("=", true, "\n", ""),
          "Unik",
          1),
      "",
      Map.of("/boot/grub/device.map", "(hd0) sda1\n"),
      List.of()),

  /** What rumprun's {@code rumprun ec2} had people put on a volume. */
  RUMPRUN_EC2(
      Shape.WHOLE_DISK,
      new KernelPlace("/boot/", null, false),
      new MenuForm(Paths.BOOT_GRUB, MenuStyle.indentedBy("  "), "rumprun-%s.ec2dir", null),
      // rumprun takes all that follows for the file's name, so nothing may.
      "_RUMPRUN_ROOTFSCFG=" + Paths.RUMPRUN_CONFIG,
      Map.of(),
      List.of(Paths.RUMPRUN_CONFIG));

  private final Shape shape;
  private final KernelPlace kernels;
  private final MenuForm menu;
  private final String arguments;
  private final Map<String, String> companions;
  private final List<String> requiredFiles;

  Profile(
      Shape shape,
      KernelPlace kernels,
      MenuForm menu,
      String arguments,
      Map<String, String> companions,
      List<String> requiredFiles) {
    this.shape = shape;
    this.kernels = kernels;
    this.menu = menu;
    this.arguments = arguments;
    this.companions = companions;
    this.requiredFiles = requiredFiles;
  }

  /** Returns its name in a configuration: {@code mirage-wiki}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Shape shape() {
    return shape;
  }

  KernelPlace kernels() {
    return kernels;
  }

  MenuForm menu() {
    return menu;
  }

  /** Returns the arguments that end every kernel's, or an empty string. */
  String arguments() {
    return arguments;
  }

  /** Returns the texts that lie beside the menu, by their paths. */
  Map<String, String> companions() {
    return companions;
  }

  /** Returns the paths of files that the project has to give. */
  List<String> requiredFiles() {
    return requiredFiles;
  }

  /** Enum constants can't use constants of their own class. */
  private static final class Paths {
    static final List<String> BOOT_GRUB = List.of("/boot/grub/menu.lst");
    static final String RUMPRUN_CONFIG = "/json.cfg";
  }
}
