package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes UEFI for QEMU's machines from the distribution's package. */
final class UefiBuilder implements PartBuilder {

  @Override
  public void build(Path work, Path target, ApplianceListener listener) throws IOException {
    AptPackages apt = new AptPackages(Files.createDirectories(work.resolve("apt")));
    listener.step("fetching the package lists");
    apt.update();
    listener.step("downloading UEFI for QEMU");
    List<Path> debs = apt.download(List.of("ovmf"), work.resolve("debs"));
    Path unpacked = Files.createDirectories(work.resolve("root"));
    for (Path deb : debs) {
      apt.unpack(deb, unpacked);
    }
    PackageRoot root = new PackageRoot(unpacked);
    UefiFirmware made = new UefiFirmware(target);
    // newer releases have the large flash alone
    Files.copy(root.find("usr/share/OVMF/OVMF_CODE_4M.fd"), made.code());
    Files.copy(root.find("usr/share/OVMF/OVMF_VARS_4M.fd"), made.variables());
    List<String> versions = debs.stream().map(deb -> deb.getFileName().toString()).toList();
    Files.write(target.resolve("packages"), versions);
  }
}
