package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.BackendOffer;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.qemu.QemuOffer;
import io.github.ec2unikernel.harness.xen.XenOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backend runs what, by itself and by name, and what is said where none does. */
class BackendsTest {

  private static final Path KERNELS = Path.of("src/test/kernels");

  @TempDir Path directory;

  private BackendOffer xen() {
    return new XenOffer(directory, true, true, new BootListener() {});
  }

  private BackendOffer qemu() {
    return new QemuOffer(directory, true, step -> {});
  }

  private Backends real() {
    return new Backends(List.of(xen(), qemu()));
  }

  private static Guest kernel(String name) {
    return new Guest.OfKernel(Machine.ofKernel(KERNELS.resolve(name)));
  }

  /** The same backend on a machine that does not have it. */
  private record Missing(BackendOffer there) implements BackendOffer {

    @Override
    public String id() {
      return there.id();
    }

    @Override
    public Optional<EnvironmentException> absence() {
      return Optional.of(new EnvironmentException(id() + "-program is not on the PATH", "Get it."));
    }

    @Override
    public Optional<InputException> refusal(Guest guest) {
      return there.refusal(guest);
    }

    @Override
    public Backend open() {
      throw new AssertionError("a missing backend is not opened");
    }
  }

  @Test
  void xenRefusesBeforeItStartsWhatItWouldNotTakeLater() {
    Machine hvm = Machine.ofKernel(KERNELS.resolve("hello-notes.xen")).withType(GuestType.HVM);
    Machine modules =
        Machine.ofKernel(KERNELS.resolve("hello-notes.xen"), Path.of("one"), Path.of("two"));
    assertThat(xen().refusal(new Guest.OfKernel(hvm)).orElseThrow())
        .hasMessageContaining("is to be started as an hvm guest");
    assertThat(xen().refusal(new Guest.OfKernel(modules)).orElseThrow())
        .hasMessageContaining("is to get the modules [one, two]");
  }

  @Test
  void aPvKernelIsRunByXenAndAMultibootKernelByQemu() {
    assertThat(real().choose(Backends.AUTO, kernel("hello-notes.xen")).id()).isEqualTo("xen-qemu");
    assertThat(real().choose(Backends.AUTO, kernel("hello-oldstyle.xen")).id())
        .isEqualTo("xen-qemu");
    assertThat(real().choose(Backends.AUTO, kernel("multiboot.elf")).id()).isEqualTo("qemu");
  }

  @Test
  void aNamedBackendIsTakenThoughAnotherIsPreferred() {
    // a PVH entry is for both
    assertThat(real().choose("qemu", kernel("pvh-only.elf")).id()).isEqualTo("qemu");
    assertThat(real().choose("xen-qemu", kernel("pvh-only.elf")).id()).isEqualTo("xen-qemu");
  }

  @Test
  void aNamedBackendThatCannotRunTheKernelSaysWhy() {
    assertThatThrownBy(() -> real().choose("qemu", kernel("hello-notes.xen")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "qemu: the kernel src/test/kernels/hello-notes.xen is a 64-bit Xen PV kernel, and QEMU"
                + " alone starts multiboot kernels, Linux and PVH kernels")
        .hasFieldOrPropertyWithValue(
            "hint", "Boot it under Xen: leave <backend> (unikernel.boot.backend) out.");
    assertThatThrownBy(() -> real().choose("xen-qemu", kernel("multiboot.elf")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("with neither Xen's ELF notes nor a __xen_guest section");
  }

  @Test
  void aBackendThatIsNotThereIsNotReplacedByAnother() {
    Backends backends = new Backends(List.of(new Missing(xen()), qemu()));
    assertThatThrownBy(() -> backends.choose("xen-qemu", kernel("pvh-only.elf")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("xen-qemu: xen-qemu-program is not on the PATH");
  }

  @Test
  void whereNoneRunsTheKernelEachSaysWhyAndTheOneThatIsOnlyMissingIsHintedAt() {
    Backends backends = new Backends(List.of(new Missing(xen()), qemu()));
    assertThatThrownBy(() -> backends.choose(Backends.AUTO, kernel("hello-notes.xen")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("no backend here runs the kernel src/test/kernels/hello-notes.xen.")
        .hasMessageContaining("xen-qemu: xen-qemu-program is not on the PATH.")
        .hasMessageContaining("qemu: the kernel")
        .hasFieldOrPropertyWithValue("hint", "Get it.");
    assertThatThrownBy(() -> real().choose(Backends.AUTO, kernel("linux-program.elf")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("xen-qemu: ")
        .hasMessageContaining("qemu: ");
  }

  @Test
  void aNameThatNoBackendHasIsAnsweredWithTheirNames() {
    assertThatThrownBy(() -> real().choose("vmware", kernel("multiboot.elf")))
        .isInstanceOf(InputException.class)
        .hasMessage("<boot><backend> is 'vmware'")
        .hasFieldOrPropertyWithValue(
            "hint", "Give auto or one of xen-qemu, qemu (unikernel.boot.backend).");
  }

  @Test
  void whatNeedsXenIsRefusedByQemuAlone() {
    Machine machine = Machine.ofKernel(KERNELS.resolve("multiboot.elf"));
    assertThatThrownBy(
            () -> real().choose("qemu", new Guest.OfKernel(machine.withType(GuestType.PVH))))
        .hasMessage("qemu: the guest's <type> is 'pvh', and there is no Xen");
    assertThatThrownBy(
            () ->
                real()
                    .choose(
                        "qemu", new Guest.OfKernel(machine.withStore(Map.of("rumprun/cfg", "{}")))))
        .hasMessageContaining("[rumprun/cfg] in Xen's store");
  }

  private Guest found(Path disk, String backend, @Nullable GuestType type) {
    return new GuestFinder(backend, new BootListener() {})
        .find(Machine.ofDisk(disk).withType(type));
  }

  private Path withBootCode(Path disk) throws IOException {
    byte[] bytes = Files.readAllBytes(disk);
    bytes[0] = (byte) 0xeb;
    bytes[510] = 0x55;
    bytes[511] = (byte) 0xaa;
    return Files.write(directory.resolve("coded.raw"), bytes);
  }

  @Test
  void aDiskIsBootedByItsMenuIfItHasOneAndElseByItsBootCode() throws IOException {
    Path menu = new TestDisk(directory).make();
    assertThat(found(menu, Backends.AUTO, null)).isInstanceOf(Guest.OfDisk.class);
    assertThat(found(withBootCode(menu), Backends.AUTO, null)).isInstanceOf(Guest.OfDisk.class);

    Path coded = withBootCode(Files.write(directory.resolve("empty.raw"), new byte[1 << 20]));
    Guest bios = found(coded, Backends.AUTO, null);
    assertThat(bios).isInstanceOf(Guest.OfFirmware.class);
    assertThat(real().choose(Backends.AUTO, bios).id()).isEqualTo("qemu");
    assertThat(real().choose("xen-qemu", bios).id()).isEqualTo("xen-qemu");
  }

  @Test
  void aDiskOfBothKindsIsBootedByItsBootCodeOnRequest() throws IOException {
    Path both = withBootCode(new TestDisk(directory).make());
    assertThat(found(both, "qemu", null)).isInstanceOf(Guest.OfFirmware.class);
    assertThat(found(both, Backends.AUTO, GuestType.HVM)).isInstanceOf(Guest.OfFirmware.class);
  }

  @Test
  void aDiskWithoutBootCodeIsNotGivenToABios() throws IOException {
    Path menu = new TestDisk(directory).make();
    assertThatThrownBy(() -> found(menu, "qemu", null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no boot code in its first sector");
  }

  @Test
  void aDiskThatNeitherBootsStillSaysWhatPvGrubMisses() throws IOException {
    Path empty = Files.write(directory.resolve("empty.raw"), new byte[1 << 20]);
    assertThatThrownBy(() -> found(empty, Backends.AUTO, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("finds no menu.lst");
  }
}
