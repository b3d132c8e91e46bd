package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.menu.MenuStyle;
import java.util.List;
import java.util.Map;

/**
 * A layout of a disk that PV-GRUB boots from, as a tool or a text before this one had it.
 *
 * @param id its name in a configuration
 * @param shape where the file system lies
 * @param kernels where kernels lie
 * @param menu how the boot menu is written, and where it lies
 * @param arguments what ends every kernel's arguments, or empty
 * @param companions texts that lie beside the menu, by their paths
 * @param requiredFiles paths of files that the project has to give
 */
public record Profile(
    String id,
    Shape shape,
    KernelPlace kernels,
    MenuForm menu,
    String arguments,
    Map<String, String> companions,
    List<String> requiredFiles) {

  private static final List<String> BOOT_GRUB = List.of("/boot/grub/menu.lst");
  private static final String RUMPRUN_CONFIG = "/json.cfg";

  /** What ec2-unikernel made, and a copy of the menu for PV-GRUBs before 1.04. */
  public static final Profile GALOIS =
      new Profile(
          "galois",
          Shape.PARTITIONED,
          new KernelPlace("/", null, false),
          new MenuForm(
              List.of("/grub/menu.lst", "/boot/grub/menu.lst"),
              MenuStyle.indentedBy("\t"),
              "unikernel_boot",
              null));

  /** What MirageOS's script {@code ec2.sh} made, with ext2 instead of ext3. */
  public static final Profile MIRAGE =
      new Profile(
          "mirage",
          Shape.WHOLE_DISK,
          new KernelPlace("/boot/", "mirage-os.gz", true),
          new MenuForm(BOOT_GRUB, MenuStyle.indentedBy(" "), "Mirage", null));

  /** What MirageOS's wiki had people make by hand. */
  public static final Profile MIRAGE_WIKI =
      new Profile(
          "mirage-wiki",
          Shape.PARTITIONED,
          new KernelPlace("/", "kernel", false),
          new MenuForm(BOOT_GRUB, MenuStyle.indentedBy(" "), "Mirage-Test", null));

  /** What UniK made for PV-GRUB. */
  public static final Profile UNIK =
      new Profile(
          "unik",
          new Shape(false, "boot"),
          new KernelPlace("/boot/", "program.bin", false),
          new MenuForm(
              List.of("/boot/grub/menu.lst", "/boot/grub/grub.conf"),
              new MenuStyle("=", true, "\n", ""),
              "Unik",
              1),
          "",
          Map.of("/boot/grub/device.map", "(hd0) sda1\n"),
          List.of());

  /** What {@code rumprun ec2} had people put on a volume. */
  public static final Profile RUMPRUN_EC2 =
      new Profile(
          "rumprun-ec2",
          Shape.WHOLE_DISK,
          new KernelPlace("/boot/", null, false),
          new MenuForm(BOOT_GRUB, MenuStyle.indentedBy("  "), "rumprun-%s.ec2dir", null),
          // rumprun takes all that follows for the file's name, so nothing may.
          "_RUMPRUN_ROOTFSCFG=" + RUMPRUN_CONFIG,
          Map.of(),
          List.of(RUMPRUN_CONFIG));

  private Profile(String id, Shape shape, KernelPlace kernels, MenuForm menu) {
    this(id, shape, kernels, menu, "", Map.of(), List.of());
  }

  /** Copies the collections. */
  public Profile {
    companions = Map.copyOf(companions);
    requiredFiles = List.copyOf(requiredFiles);
  }

  /** Returns all there are, the default first. */
  public static List<Profile> all() {
    return List.of(GALOIS, MIRAGE, MIRAGE_WIKI, UNIK, RUMPRUN_EC2);
  }
}
