package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.machine.BackendOffer;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which firmware starts a disk, and on what it then runs. */
class FirmwareChoiceTest {

  @TempDir Path directory;

  private Path disk(BootWay way) throws IOException {
    return new GrubDisk(directory.resolve(way.id())).way(way).make(null);
  }

  private static Guest.OfFirmware guest(Path disk, String backend, MachineModel model) {
    Machine machine = Machine.ofDisk(disk).withModel(model);
    return (Guest.OfFirmware) new GuestFinder(backend, new BootListener() {}).find(machine);
  }

  private String chosen(Path disk, MachineModel model) {
    Guest guest = guest(disk, Backends.AUTO, model);
    BackendOffer offer =
        Backends.of(BootOptions.in(directory), new BootListener() {}).choose(Backends.AUTO, guest);
    return offer.id();
  }

  private static void setType(Path disk, int entry, int type) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(446 + 16 * (entry - 1) + 4);
      file.write(type);
    }
  }

  private static void removeBootCode(Path disk) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.write(new byte[440]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SHIM", "PVH"})
  void aDiskWhoseKernelNeedsXenRunsUnderXenByItself(BootWay way) throws IOException {
    Path disk = disk(way);
    assertThat(guest(disk, Backends.AUTO, MachineModel.ANY).way()).isEqualTo(way);
    assertThat(chosen(disk, MachineModel.ANY)).isEqualTo("xen-qemu");
    assertThat(chosen(disk, MachineModel.of(Hypervisor.XEN_HVM))).isEqualTo("xen-qemu");
  }

  @Test
  void aMultibootDiskRunsOnWhatItIsMeantFor() throws IOException {
    Path disk = disk(BootWay.MULTIBOOT);
    assertThat(chosen(disk, MachineModel.ANY)).isEqualTo("qemu");
    assertThat(chosen(disk, MachineModel.of(Hypervisor.NITRO))).isEqualTo("qemu");
    assertThat(chosen(disk, MachineModel.of(Hypervisor.XEN_HVM))).isEqualTo("xen-qemu");
  }

  @ParameterizedTest
  @EnumSource(names = {"SHIM", "PVH"})
  void whatNeedsXenIsRefusedByQemuAloneAndAsMeantForNitro(BootWay way) throws IOException {
    Path disk = disk(way);
    Guest guest = guest(disk, "qemu", MachineModel.ANY);
    assertThatThrownBy(
            () ->
                Backends.of(BootOptions.in(directory), new BootListener() {}).choose("qemu", guest))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("qemu: the disk " + disk + " boots its kernel ")
        .hasMessageEndingWith(", and there is no Xen");
    assertThatThrownBy(() -> guest(disk, Backends.AUTO, MachineModel.of(Hypervisor.NITRO)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "<instanceType> of <boot> (unikernel.boot.instanceType) names a type on Nitro, and the"
                + " kernel on "
                + disk
                + " needs Xen (boot way "
                + way.id()
                + ")");
  }

  @Test
  void aDiskWithABootLoaderIsNotForPvInstancesNorOneForPvGrubForOthers() throws IOException {
    Path disk = disk(BootWay.MULTIBOOT);
    assertThatThrownBy(() -> guest(disk, Backends.AUTO, MachineModel.of(Hypervisor.XEN_PV)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("names a type on Xen PV, and " + disk + " starts by a boot loader");
    Path menu = new TestDisk(directory).make();
    assertThatThrownBy(() -> guest(menu, Backends.AUTO, MachineModel.of(Hypervisor.NITRO)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("names a type on Nitro")
        .hasMessageEndingWith(menu + " has none, as it is for EC2's PV-GRUB");
  }

  private Path ready(boolean menu) throws IOException {
    GrubDisk disk = new GrubDisk(directory.resolve("ready"));
    if (menu) {
      Path file = Files.writeString(directory.resolve("menu"), "title a\n\tkernel /boot/k\n");
      disk.file("grub/menu.lst", file).file("k", file);
    }
    return disk.make(null);
  }

  @Test
  void aReadyDiskWithAMenuTooIsStartedByItsBootCodeWhereItIsMeantForSuchInstances()
      throws IOException {
    Path disk = ready(true);
    assertThat(guest(disk, Backends.AUTO, MachineModel.of(Hypervisor.NITRO)).way())
        .isEqualTo(BootWay.DISK);
    assertThat(chosen(disk, MachineModel.of(Hypervisor.XEN_HVM))).isEqualTo("xen-qemu");
    Machine byLoader =
        Machine.ofDisk(disk)
            .withModel(MachineModel.of(Hypervisor.XEN_HVM))
            .withLoader(Loader.PVGRUB);
    GuestFinder finder = new GuestFinder(Backends.AUTO, new BootListener() {});
    assertThatThrownBy(() -> finder.find(byLoader))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is to be booted as EC2's PV-GRUB does (<loader>");
  }

  @Test
  void aReadyDiskOnABackendByNameIsStartedByItsBootCodeToo() throws IOException {
    assertThat(guest(ready(false), "xen-qemu", MachineModel.of(Hypervisor.XEN_HVM)).way())
        .isEqualTo(BootWay.DISK);
  }

  @Test
  void aReadOnlyVolumeIsRefusedInAnHvmGuestOfXens() throws IOException {
    Path file = Files.write(directory.resolve("volume"), new byte[512]);
    Machine machine =
        Machine.ofDisk(disk(BootWay.SHIM)).withVolumes(List.of(new Volume(file, "xvdb", true)));
    Guest guest = new GuestFinder(Backends.AUTO, new BootListener() {}).find(machine);
    Backends backends = Backends.of(BootOptions.in(directory), new BootListener() {});
    assertThatThrownBy(() -> backends.choose(Backends.XEN, guest))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the volume xvdb is read-only (<readOnly> of <boot>)");
  }

  @Test
  void aDiskWithoutOurLineIsStartedByItsBootCodeAsBefore() throws IOException {
    Path disk =
        new GrubDisk(directory.resolve("foreign"))
            .run("# ec2-unikernel: boot way shim\n") // not the first line
            .make(null);
    assertThat(guest(disk, Backends.AUTO, MachineModel.ANY).way()).isEqualTo(BootWay.DISK);
    assertThat(chosen(disk, MachineModel.ANY)).isEqualTo("qemu");
  }

  @Test
  void aDiskOfOursThatIsDamagedIsStillStarted() throws IOException {
    Path disk = disk(BootWay.SHIM);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek((1 << 20) + 1024 + 24); // the logarithm of the block size
      file.write(77);
    }
    assertThat(guest(disk, Backends.AUTO, MachineModel.ANY).way()).isEqualTo(BootWay.DISK);
  }

  @Test
  void uefiStartsADiskThatHasASystemPartitionAndNoBootCodeOrOnRequest() throws IOException {
    Path disk = disk(BootWay.MULTIBOOT);
    MachineModel uefi = MachineModel.ANY.withFirmware(Firmware.UEFI);
    assertThatThrownBy(() -> guest(disk, Backends.AUTO, uefi))
        .isInstanceOf(InputException.class)
        .hasMessage("the disk " + disk + " has no EFI system partition, so no UEFI boots it");

    setType(disk, 2, 0xef);
    assertThat(guest(disk, Backends.AUTO, MachineModel.ANY).firmware()).isEqualTo(Firmware.BIOS);
    assertThat(guest(disk, Backends.AUTO, uefi).firmware()).isEqualTo(Firmware.UEFI);
    assertThat(chosen(disk, uefi)).isEqualTo("qemu");
    assertThatThrownBy(
            () ->
                guest(
                    disk,
                    Backends.AUTO,
                    MachineModel.of(Hypervisor.XEN_HVM).withFirmware(Firmware.UEFI)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("names a type on Xen, which have a BIOS")
        .hasFieldOrPropertyWithValue(
            "hint",
            "Leave <firmware> of <boot> (unikernel.boot.firmware) out, or name a type on Nitro,"
                + " t3.micro for one.");

    removeBootCode(disk);
    assertThatThrownBy(() -> guest(disk, Backends.AUTO, MachineModel.of(Hypervisor.XEN_HVM)))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("and " + disk + " is to be started by UEFI")
        .hasFieldOrPropertyWithValue(
            "hint",
            "Name a type on Nitro, t3.micro for one, or build the disk with"
                + " <firmware>both</firmware> (unikernel.firmware).");
    assertThat(guest(disk, Backends.AUTO, MachineModel.ANY).firmware()).isEqualTo(Firmware.UEFI);
    MachineModel bios = MachineModel.ANY.withFirmware(Firmware.BIOS);
    assertThatThrownBy(() -> guest(disk, Backends.AUTO, bios))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no boot code in its first sector");
  }

  @Test
  void xenRefusesFirmwareAndDevicesThatItsGuestsDoNotFind() throws IOException {
    Path disk = disk(BootWay.MULTIBOOT);
    setType(disk, 2, 0xef);
    for (MachineModel model :
        new MachineModel[] {
          MachineModel.ANY.withFirmware(Firmware.UEFI), MachineModel.ANY.withDisk(DiskModel.NVME)
        }) {
      Guest guest = guest(disk, "xen-qemu", model);
      assertThatThrownBy(
              () ->
                  Backends.of(BootOptions.in(directory), new BootListener() {})
                      .choose("xen-qemu", guest))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("xen-qemu: the disk " + disk);
    }
  }

  @Test
  void aMenuOnADiskOfOursDoesNotMakeItOneForPvGrub() throws IOException {
    GrubDisk disk = new GrubDisk(directory.resolve("both")).way(BootWay.SHIM);
    Path menu = Files.writeString(directory.resolve("menu"), "title a\n\tkernel /boot/k\n");
    Path made = disk.file("grub/menu.lst", menu).file("k", menu).make(null);
    assertThat(guest(made, Backends.AUTO, MachineModel.ANY).way()).isEqualTo(BootWay.SHIM);
  }
}
