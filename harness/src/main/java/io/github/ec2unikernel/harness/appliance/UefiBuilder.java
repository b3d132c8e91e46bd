package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes UEFI for QEMU's machines from the distribution's package. */
final class UefiBuilder implements PartBuilder {

  @Override
  public void build(Path work, Path target, ApplianceListener listener) throws IOException {
    UnpackedPackages packages = AptPackages.fetch(work, apt -> List.of("ovmf"), "UEFI", listener);
    PackageRoot root = packages.root();
    UefiFirmware made = new UefiFirmware(target);
    // newer releases have the large flash alone
    Files.copy(root.find("usr/share/OVMF/OVMF_CODE_4M.fd"), made.code());
    Files.copy(root.find("usr/share/OVMF/OVMF_VARS_4M.fd"), made.variables());
    packages.list(target);
  }
}
