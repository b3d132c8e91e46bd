package io.github.ec2unikernel.harness.kernel;

import static io.github.ec2unikernel.harness.kernel.ElfFixture.ENTRY;
import static io.github.ec2unikernel.harness.kernel.ElfFixture.VIRT_BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelReaderTest {

  private static final String OLD_STYLE =
      "GUEST_OS=Mini-OS,XEN_VER=xen-3.0,VIRT_BASE=0x0,HYPERCALL_PAGE=0x2,LOADER=generic";

  @TempDir Path dir;

  @Test
  void notesInASegmentMakeAPvKernel() throws IOException {
    byte[] file = ElfFixture.notesKernel().build();

    Kernel kernel = read(file);

    assertThat(kernel)
        .isEqualTo(
            new Kernel(
                dir.resolve("kernel.xen"),
                file.length,
                Kernel.Style.XEN_NOTES,
                "Mini-OS",
                "generic",
                "xen-3.0",
                ENTRY,
                VIRT_BASE,
                false,
                List.of(),
                new Producer(Producer.Name.MINI_OS, "it calls itself Mini-OS (GUEST_OS)")));
  }

  /** No path holds a zero byte, in any locale; a name off a disk may. */
  @Test
  void aNameOffADiskNeedNotBeAPath() {
    byte[] file = ElfFixture.notesKernel().build();

    Kernel kernel = KernelReader.read(new BytesSource(file), "/boot/hello\0.xen");

    assertThat(kernel.size()).isEqualTo(file.length);
    assertThatIllegalStateException().isThrownBy(kernel::file);
  }

  @Test
  void notesInASectionOnlyMakeAPvKernelToo() throws IOException {
    Kernel kernel =
        read(ElfFixture.program().section(".note.Xen", 7, ElfFixture.pvNotes()).build());

    assertThat(kernel.style()).isEqualTo(Kernel.Style.XEN_NOTES);
    assertThat(kernel.entry()).isEqualTo(ENTRY);
  }

  @Test
  void notesOfOthersBeforeXensAreSkipped() throws IOException {
    byte[] others = ElfFixture.note("GNU", 3, new byte[20]);

    Kernel kernel =
        read(
            ElfFixture.program()
                .segment(4, 0, 0, others)
                .segment(4, 0, 0, ElfFixture.concat(others, ElfFixture.pvNotes()))
                .build());

    assertThat(kernel.guestOs()).isEqualTo("Mini-OS");
  }

  @Test
  void aGuestSectionMakesAnOldStyleKernel() throws IOException {
    Kernel kernel = read(ElfFixture.oldStyleKernel(OLD_STYLE).entry(0x40).build());

    assertThat(kernel.style()).isEqualTo(Kernel.Style.XEN_GUEST_SECTION);
    assertThat(kernel.guestOs()).isEqualTo("Mini-OS");
    assertThat(kernel.loader()).isEqualTo("generic");
    assertThat(kernel.xenVersion()).isEqualTo("xen-3.0");
    assertThat(kernel.entry()).isEqualTo(0x40);
    assertThat(kernel.virtBase()).isZero();
  }

  @Test
  void aGuestSectionsVirtualEntryOverridesTheHeaders() throws IOException {
    Kernel kernel =
        read(ElfFixture.oldStyleKernel(OLD_STYLE + ",VIRT_ENTRY=0x1234").entry(0x40).build());

    assertThat(kernel.entry()).isEqualTo(0x1234);
  }

  @Test
  void notesWinOverAGuestSection() throws IOException {
    Kernel kernel =
        read(
            ElfFixture.notesKernel().section("__xen_guest", 1, ElfFixture.text(OLD_STYLE)).build());

    assertThat(kernel.style()).isEqualTo(Kernel.Style.XEN_NOTES);
  }

  @Test
  void aKernelThatIsAlsoPvhIsPv() throws IOException {
    byte[] notes =
        ElfFixture.concat(
            ElfFixture.pvNotes(), ElfFixture.note("Xen", 18, new byte[] {0, 0, 16, 0}));

    assertThat(read(ElfFixture.program().segment(4, 0, 0, notes).build()).entry()).isEqualTo(ENTRY);
  }

  @Test
  void aVirtualPhysicalAddressIsTold() throws IOException {
    byte[] file =
        new ElfFixture()
            .segment(1, VIRT_BASE, VIRT_BASE, new byte[64])
            .segment(4, 0, 0, ElfFixture.pvNotes())
            .build();

    assertThat(read(file).paddrIsVirtual()).isTrue();
  }

  @Test
  void aVirtualPhysicalAddressIsFineWithAPhysicalOffset() throws IOException {
    byte[] notes =
        ElfFixture.concat(
            ElfFixture.pvNotes(), ElfFixture.note("Xen", 4, ElfFixture.number(VIRT_BASE)));
    byte[] file =
        new ElfFixture()
            .segment(1, VIRT_BASE, VIRT_BASE, new byte[64])
            .segment(4, 0, 0, notes)
            .build();

    assertThat(read(file).paddrIsVirtual()).isFalse();
  }

  private Kernel read(byte[] file) throws IOException {
    return KernelReader.read(Files.write(dir.resolve("kernel.xen"), file));
  }
}
