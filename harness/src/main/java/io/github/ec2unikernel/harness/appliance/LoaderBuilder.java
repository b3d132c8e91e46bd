package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.model.BootLoaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes what HVM disks start with, from packages: GRUB for a BIOS and for UEFI, Xen's PV shim. */
final class LoaderBuilder implements PartBuilder {

  private static final List<String> SEEDS =
      List.of("grub-pc-bin", "grub-efi-amd64-bin", "xen-system-amd64");

  @Override
  public void build(Path work, Path target, ApplianceListener listener) throws IOException {
    UnpackedPackages packages =
        AptPackages.fetch(work, apt -> apt.selectBesideXen(SEEDS), "HVM disks", listener);
    PackageRoot root = packages.root();
    BootLoaders made = new BootLoaders(target);
    GrubMaker maker = new GrubMaker(root, packages.directory(), work);
    Files.copy(root.find("usr/lib/grub/i386-pc/boot.img"), made.bootImage());
    maker.forBios(made.coreImage());
    maker.forUefi(made.efiImage());
    Files.copy(root.find("usr/lib/xen-[0-9]*/boot/xen-shim"), made.shim());
    packages.list(target);
  }
}
