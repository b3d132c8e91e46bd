package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.kernel.KernelUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Makes an appliance from packages. */
final class ApplianceBuilder implements PartBuilder {

  @Override
  public void build(Path work, Path target, ApplianceListener listener) throws IOException {
    UnpackedPackages packages =
        AptPackages.fetch(work, AptPackages::select, "the appliance", listener);
    PackageRoot root = packages.root();
    listener.step("putting Xen, Linux and GRUB together");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(root.find("boot/xen-[0-9]*-amd64.gz")))) {
      Files.copy(in, target.resolve("xen"));
    }
    KernelUnpacker.unpack(root.find("boot/vmlinuz-*"), target.resolve("vmlinux"));
    GrubMaker maker = new GrubMaker(root, packages.directory(), work);
    List<GrubImage> grub =
        List.of(
            maker.forXen("pvgrub", "load_initrd"), maker.forXen("pvgrub-modules", "load_module"));
    for (GrubImage each : grub) {
      Files.copy(each.file(), target.resolve(each.name()));
    }
    // no part of the root file system, which few guests want it in
    Files.copy(root.find("usr/lib/xen-[0-9]*/boot/xen-shim"), target.resolve("xen-shim"));
    new InitramfsWriter(root, new KernelModules(packages.directory()), grub)
        .write(target.resolve("initramfs.cpio"));
    packages.list(target);
  }
}
