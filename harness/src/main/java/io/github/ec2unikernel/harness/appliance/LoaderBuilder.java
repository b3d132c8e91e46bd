package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.model.BootLoaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/** Makes what HVM disks start with, from packages: GRUB for a BIOS and for UEFI, Xen's PV shim. */
final class LoaderBuilder implements PartBuilder {

  private static final List<String> SEEDS =
      List.of("grub-pc-bin", "grub-efi-amd64-bin", "xen-system-amd64");

  @Override
  public void build(Path work, Path target, ApplianceListener listener) throws IOException {
    AptPackages apt = new AptPackages(Files.createDirectories(work.resolve("apt")));
    listener.step("fetching the package lists");
    apt.update();
    SortedSet<String> names = apt.select(SEEDS);
    names.removeIf(name -> name.startsWith("xen-hypervisor-"));
    listener.step("downloading " + names.size() + " packages for HVM disks");
    List<Path> debs = apt.download(names, work.resolve("debs"));
    listener.step("unpacking " + debs.size() + " packages");
    Path unpacked = Files.createDirectories(work.resolve("root"));
    for (Path deb : debs) {
      apt.unpack(deb, unpacked);
    }
    PackageRoot root = new PackageRoot(unpacked);
    BootLoaders made = new BootLoaders(target);
    GrubMaker maker = new GrubMaker(root, unpacked, work);
    Files.copy(root.find("usr/lib/grub/i386-pc/boot.img"), made.bootImage());
    maker.forBios(made.coreImage());
    maker.forUefi(made.efiImage());
    Files.copy(root.find("usr/lib/xen-[0-9]*/boot/xen-shim"), made.shim());
    List<String> versions = debs.stream().map(deb -> deb.getFileName().toString()).toList();
    Files.write(target.resolve("packages"), versions);
  }
}
