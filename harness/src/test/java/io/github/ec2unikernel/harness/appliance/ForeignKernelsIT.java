package io.github.ec2unikernel.harness.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.Way;
import io.github.ec2unikernel.harness.model.Loader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that others built, from the distribution's packages. */
class ForeignKernelsIT {

  @TempDir static Path directory;
  private static PackageRoot root;

  @BeforeAll
  static void fetch() throws IOException {
    root = DistributionPackages.root();
  }

  @Test
  void linuxIsAPvKernelInABzImageThatTakesNoModuleList() {
    Triage triage = Triage.of(root.find("boot/vmlinuz-*"));

    assertThat(triage.kind()).isEqualTo("a 64-bit Xen PV and PVH kernel");
    assertThat(triage.producer().name()).isEqualTo(Producer.Name.LINUX);
    assertThat(triage.packing()).first().isEqualTo(Packing.BZIMAGE);
    assertThat(Objects.requireNonNull(triage.linux()).release()).contains("-amd64");
    Kernel kernel = triage.kernel();
    assertThat(kernel.takesModuleList()).isFalse();
    assertThat(kernel.loaders()).contains(Loader.LIBXL);
  }

  @Test
  void aCompressedLinuxIsTheSame() throws IOException {
    Path bzImage = root.find("boot/vmlinuz-*");
    Triage triage = Triage.of(gzip(bzImage));

    assertThat(triage.kind()).isEqualTo("a 64-bit Xen PV and PVH kernel");
    assertThat(triage.producer().name()).isEqualTo(Producer.Name.LINUX);
    assertThat(triage.packing()).startsWith(Packing.GZIP, Packing.BZIMAGE);
    assertThat(triage.linux()).isEqualTo(Triage.of(bzImage).linux());
  }

  @Test
  void aCompressedShimIsTheSame() throws IOException {
    Triage triage = Triage.of(gzip(root.find("usr/lib/xen-*/boot/xen-shim")));

    assertThat(triage.packing()).containsExactly(Packing.GZIP);
    assertThat(triage.kind()).isEqualTo("Xen's PV shim, a multiboot and PVH kernel");
    assertThat(triage.ways()).extracting(Way::answer).containsOnly(Way.Answer.NO);
  }

  private static Path gzip(Path file) throws IOException {
    Path packed = directory.resolve(file.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, out);
    }
    return packed;
  }

  @Test
  void theHypervisorIsNoGuestWhetherCompressedOrNot() throws IOException {
    Path packed = root.find("boot/xen-[0-9]*-amd64.gz");
    Path elf = directory.resolve("xen");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, elf);
    }

    for (Path file : List.of(packed, elf)) {
      Triage triage = Triage.of(file);
      assertThat(triage.kind()).isEqualTo("the Xen hypervisor, a multiboot2 kernel");
      assertThat(triage.producer().name()).isEqualTo(Producer.Name.XEN);
      assertThat(triage.ways()).extracting(Way::answer).containsOnly(Way.Answer.NO);
      assertThat(triage.rejection().orElseThrow()).hasMessageContaining("the hypervisor Xen");
    }
    assertThat(Triage.of(packed).packing()).containsExactly(Packing.GZIP);
  }

  @Test
  void theShimIsToldFromTheHypervisor() {
    Triage triage = Triage.of(root.find("usr/lib/xen-*/boot/xen-shim"));

    assertThat(triage.kind()).isEqualTo("Xen's PV shim, a multiboot and PVH kernel");
    assertThat(triage.producer().name()).isEqualTo(Producer.Name.XEN_SHIM);
    assertThat(triage.ways()).extracting(Way::answer).containsOnly(Way.Answer.NO);
  }

  @Test
  void grubForXenBootsAsAGuest() throws IOException {
    Path grub = root.find("usr/lib/grub-xen/grub-x86_64-xen.bin");
    Path packed = gzip(grub);

    for (Path file : List.of(grub, packed)) {
      Triage triage = Triage.of(file);
      assertThat(triage.kind()).isEqualTo("a 64-bit Xen PV kernel");
      assertThat(triage.producer().name()).isEqualTo(Producer.Name.GRUB);
      assertThat(triage.kernel().loaders()).containsExactly(Loader.PVGRUB, Loader.LIBXL);
    }
  }

  @Test
  void grubsKernelsWith32BitsAreNamedAndRefused() {
    Triage pv = Triage.of(root.find("usr/lib/grub-xen/grub-i386-xen.bin"));
    Triage pvh = Triage.of(root.find("usr/lib/grub-xen/grub-i386-xen_pvh.bin"));

    assertThat(pv.kind()).isEqualTo("a 32-bit Xen PV kernel");
    assertThat(pvh.kind()).isEqualTo("a 32-bit Xen PVH kernel");
    assertThat(List.of(pv, pvh))
        .allSatisfy(
            triage -> {
              assertThat(triage.producer().name()).isEqualTo(Producer.Name.GRUB);
              assertThat(triage.isBootable()).isFalse();
            });
  }
}
