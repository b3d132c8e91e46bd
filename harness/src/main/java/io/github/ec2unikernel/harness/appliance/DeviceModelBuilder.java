package io.github.ec2unikernel.harness.appliance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes the archive of what dom0 needs for HVM guests, from packages: the device model with its
 * libraries, and the guest's firmware.
 */
final class DeviceModelBuilder implements PartBuilder {

  private static final List<String> SEEDS = List.of("qemu-system-xen", "xen-system-amd64");

  @Override
  public void build(Path work, Path target, ApplianceListener listener) throws IOException {
    UnpackedPackages packages =
        AptPackages.fetch(work, apt -> apt.selectBesideXen(SEEDS), "HVM guests", listener);
    write(packages.root(), target.resolve(DeviceModel.ARCHIVE));
    packages.list(target);
  }

  private static void write(PackageRoot root, Path target) throws IOException {
    Path program = root.find("usr/{libexec,lib/xen}/{xen-qemu-,qemu-}system-i386");
    try (CpioArchive archive =
        new CpioArchive(new BufferedOutputStream(Files.newOutputStream(target)))) {
      archive.file("hvm/guest.cfg", Scripts.read("hvm/guest.cfg"));
      archive.file("hvm/device-model", Scripts.read("hvm/device-model"));
      archive.file("hvm/qemu", program);
      for (Map.Entry<String, Path> library : root.libraries(List.of(program)).entrySet()) {
        archive.file("hvm/lib/" + library.getKey(), library.getValue());
      }
      archive.file("hvm/hvmloader", root.find("usr/lib/xen-[0-9]*/boot/hvmloader"));
      archive.file("hvm/bios-256k.bin", root.find("usr/share/seabios/bios-256k.bin"));
      archive.file("hvm/kvmvapic.bin", root.find("usr/share/{qemu,seabios}/kvmvapic.bin"));
      // it is read even where there is no screen
      archive.file("hvm/keymaps/en-us", root.find("usr/share/qemu/keymaps/en-us"));
    }
  }
}
