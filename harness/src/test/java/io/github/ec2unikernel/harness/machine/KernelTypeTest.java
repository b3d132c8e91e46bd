package io.github.ec2unikernel.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTypeTest {

  private static Guest.OfKernel guest(String kernel) {
    return new Guest.OfKernel(Machine.ofKernel(Path.of("src/test/kernels", kernel)));
  }

  private static Guest.OfKernel guest(String kernel, GuestType type) {
    return new Guest.OfKernel(guest(kernel).machine().withType(type));
  }

  @ParameterizedTest
  @CsvSource({"hello-notes.xen,PV", "hello-oldstyle.xen,PV", "hello-pvh.xen,PVH", "pv32.elf,PV"})
  void aKernelIsStartedAsPvWhereItCanBeElseAsPvh(String kernel, GuestType type) {
    assertThat(KernelType.of(guest(kernel))).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"hello-notes.xen,PV", "hello-notes.xen,SHIM", "hello-pvh.xen,PVH"})
  void aTypeThatIsAskedForIsTaken(String kernel, GuestType type) {
    assertThat(KernelType.of(guest(kernel, type))).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"hello-pvh.xen,PV", "hello-pvh.xen,SHIM", "hello-notes.xen,PVH"})
  void aTypeThatIsNotTheKernelsIsRefused(String kernel, GuestType type) {
    assertThatThrownBy(() -> KernelType.of(guest(kernel, type)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(kernel + " is to be started as a " + type.id() + " guest, and is a ");
  }

  @Test
  void anHvmGuestBootsFromADisk() {
    assertThatThrownBy(() -> KernelType.of(guest("hello-notes.xen", GuestType.HVM)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("as an hvm guest, which boots from a disk");
  }
}
