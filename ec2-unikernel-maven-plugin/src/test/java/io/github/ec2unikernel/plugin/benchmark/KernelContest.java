package io.github.ec2unikernel.plugin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A disk with a kernel of 10 MB: beside mke2fs, and beside what ec2-unikernel had guestfish do. */
final class KernelContest {

  private static final int KERNEL = 10_000_000;
  private static final int MEBIBYTE = 1 << 20;

  /** The size that ec2-unikernel gave a disk: whole MiB, and one more. */
  private static final String SIZE = ((KERNEL + MEBIBYTE - 1) / MEBIBYTE + 1) + "M";

  private final Inputs inputs;
  private final Path kernel;
  private final Path peer;

  KernelContest(Inputs inputs) throws IOException {
    this.inputs = inputs;
    this.kernel = inputs.kernel("kernel.xen", KERNEL);
    this.peer = inputs.dir().resolve("peer.raw");
  }

  List<Row> run() throws IOException {
    List<Row> rows = new ArrayList<>();
    Path tree = inputs.dir().resolve("tree");
    Path menu = Files.createDirectories(tree.resolve("grub")).resolve("menu.lst");
    Files.writeString(menu, "default 0\n");
    Files.copy(kernel, tree.resolve("kernel.xen"));
    Contest.Medians medians =
        new Contest(20, 31)
            .measure(
                () -> inputs.disk(kernel),
                () -> Tool.run("mke2fs", "-q", "-t", "ext2", "-d", tree, peer, SIZE),
                this::tidy);
    rows.add(Row.within("10 MB kernel", medians, "mke2fs -d", 3));
    guestfish(menu, rows);
    tidy();
    return rows;
  }

  private void guestfish(Path menu, List<Row> rows) throws IOException {
    if (!Tool.exists("guestfish")) {
      System.out.println("guestfish is not installed, so there is no line of it.");
      return;
    }
    Path script = Files.writeString(inputs.dir().resolve("script"), script(menu));
    Map<String, String> settings = Map.of("LIBGUESTFS_BACKEND", "direct");
    String name = "guestfish, ec2-unikernel's script";
    String failure = Tool.tryTo(settings, "guestfish", "-f", script);
    if (!failure.isEmpty()) {
      settings = Map.of("LIBGUESTFS_BACKEND", "direct", "LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
      name = "guestfish, the script, without KVM";
      failure = Tool.tryTo(settings, "guestfish", "-f", script);
    }
    if (!failure.isEmpty()) {
      System.out.println("guestfish does not run here, so there is no line of it: " + failure);
      return;
    }
    Map<String, String> working = settings;
    Contest.Medians medians =
        new Contest(0, 3)
            .measure(
                () -> inputs.disk(kernel),
                () -> Tool.run(working, "guestfish", "-f", script),
                this::tidy);
    rows.add(Row.atLeast("10 MB kernel", medians, name, 100));
  }

  private String script(Path menu) {
    return String.join(
        "\n",
        "disk-create " + peer + " raw " + SIZE,
        "add " + peer + " format:raw",
        "run",
        "part-disk /dev/sda mbr",
        "mkfs ext2 /dev/sda1",
        "mount /dev/sda1 /",
        "mkdir /grub",
        "sync",
        "copy-in " + menu + " /grub/",
        "copy-in " + kernel + " /",
        "sync",
        "exit",
        "");
  }

  private void tidy() throws IOException {
    Files.deleteIfExists(inputs.target());
    Files.deleteIfExists(peer);
  }
}
