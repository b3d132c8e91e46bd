package io.github.ec2unikernel.harness.appliance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes dom0's root file system: the toolstack, what it needs, and our scripts. It is not
 * compressed: under emulation, reading 11 MB more is quicker than unpacking them.
 */
final class InitramfsWriter {

  private static final List<String> TOOLS =
      List.of("xl", "xenstored", "xenconsoled", "xen-init-dom0");
  private static final List<String> STORE =
      List.of("xenstore-read", "xenstore-write", "xenstore-watch");
  private static final String LIBRARIES = "lib/x86_64-linux-gnu/";

  private final PackageRoot root;
  private final KernelModules modules;
  private final List<GrubImage> grub;

  InitramfsWriter(PackageRoot root, KernelModules modules, List<GrubImage> grub) {
    this.root = root;
    this.modules = modules;
    this.grub = grub;
  }

  void write(Path target) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
        CpioArchive archive = new CpioArchive(file)) {
      for (String directory : List.of("proc", "sys", "dev", "run", "var")) {
        archive.directory(directory);
      }
      archive.device("dev/console", 5, 1);
      programs(archive);
      for (String list : List.of("modules", "modules.disk", "modules.ext4", "modules.net")) {
        modules(archive, list);
      }
      archive.file("init", Scripts.read("dom0/init"));
      archive.file("job", Scripts.read("dom0/job"));
      archive.file("etc/xen/scripts/block", Scripts.read("dom0/block"));
      archive.file("etc/xen/scripts/vif-bridge", Scripts.read("dom0/vif-bridge"));
      archive.file("etc/xen/xl.conf", Scripts.read("dom0/xl.conf"));
      for (GrubImage each : grub) {
        archive.file(each.name(), Files.readAllBytes(each.file()));
      }
    }
  }

  private void programs(CpioArchive archive) throws IOException {
    List<Path> programs = new ArrayList<>();
    for (String name : TOOLS) {
      Path tool = root.find("usr/lib/xen-[0-9]*/bin/" + name);
      archive.file("bin/" + name, Files.readAllBytes(tool));
      programs.add(tool);
    }
    for (String name : STORE) {
      Path tool = root.find("usr/bin/" + name);
      archive.file("bin/" + name, Files.readAllBytes(tool));
      programs.add(tool);
    }
    archive.file("bin/busybox", Files.readAllBytes(root.find("{,usr/}bin/busybox")));
    for (String applet : Scripts.words("dom0/applets")) {
      archive.link("bin/" + applet, "busybox");
    }
    for (Map.Entry<String, Path> library : root.libraries(programs).entrySet()) {
      // the linker's own path is fixed in every program
      String directory = library.getKey().startsWith("ld-linux") ? "lib64/" : LIBRARIES;
      archive.file(directory + library.getKey(), Files.readAllBytes(library.getValue()));
    }
  }

  private void modules(CpioArchive archive, String list) throws IOException {
    StringBuilder paths = new StringBuilder();
    for (String name : Scripts.words("dom0/" + list)) {
      Optional<byte[]> module = modules.read(name);
      if (module.isPresent()) {
        String path = "lib/modules/" + name + ".ko";
        archive.file(path, module.get());
        paths.append('/').append(path).append('\n');
      }
    }
    archive.file(list, paths.toString().getBytes(StandardCharsets.UTF_8));
  }
}
