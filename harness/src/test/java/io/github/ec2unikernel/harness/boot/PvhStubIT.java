package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PVH stub between GRUB and a PVH kernel that needs no Xen, on a BIOS disk under QEMU. */
class PvhStubIT {

  private static final Path KERNELS = Path.of("src/test/kernels");
  private static final int MIB = 1 << 20;

  /** Where an ELF file of 64 bit has what is changed here. */
  private static final int MACHINE = 18;

  private static final int FIRST_ADDRESS = 64 + 24;
  private static final int FIRST_SIZE = 64 + 40;
  private static final int SECOND_TYPE = 64 + 56;
  private static final int SECOND_FILE_SIZE = 64 + 56 + 32;

  @TempDir Path directory;

  private static byte[] kernel(String name) throws IOException {
    return Files.readAllBytes(KERNELS.resolve(name));
  }

  private static byte[] kernelWith(int offset, long value) throws IOException {
    byte[] file = kernel("pvh-serial-64.elf");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (offset == SECOND_TYPE) {
      bytes.putInt(offset, (int) value);
    } else if (offset == MACHINE) {
      bytes.putShort(offset, (short) value);
    } else {
      bytes.putLong(offset, value);
    }
    return file;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }

  private static String told(int index, byte[] module, String arguments) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(module);
    return "module %d: %d bytes sha256=%s%s"
        .formatted(index, module.length, HexFormat.of().formatHex(digest), arguments);
  }

  private BootReport boot(Path disk, int memory, End end, String line) {
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile(line)),
            List.of(),
            end,
            Duration.ofMinutes(2),
            Duration.ofMillis(200));
    return new BootCheck(BootOptions.in(directory.resolve("out")).withBackend("qemu"))
        .run(Machine.ofDisk(disk).withMemory(memory), expectations, new BootListener() {});
  }

  private List<String> boot(StubDisk disk, int memory) throws IOException {
    BootReport report = boot(disk.make(), memory, End.POWEROFF, "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    return Files.readAllLines(report.console());
  }

  @Test
  void aKernelGetsItsCommandLineToTheLetterItsModulesAndAllMemory() throws Exception {
    byte[] first = random(3 * MIB + 1);
    byte[] second = "two".getBytes(StandardCharsets.US_ASCII);
    StubDisk disk =
        new StubDisk(directory)
            .module(
                "kernel.elf",
                kernel("pvh-serial-64.elf"),
                "'say=\"a  b\" it'\\''s C:\\\\dir \\x41 $HOME  '")
            .module("first", first, "'its  \"words\"' more")
            .module("second", second, "");

    List<String> console = boot(disk, 5 * 1024);

    assertThat(console)
        .contains("given by: pvh", "cmdline: say=\"a  b\" it's C:\\\\dir \\x41 $HOME  ")
        .contains("memory above 4 GiB: 2048 MiB", "rsdp: there")
        .contains("processor: as PVH has it")
        .contains(told(0, first, " its  \"words\" more"), told(1, second, ""))
        .contains(PvhStub.MARK + "entering the kernel at 0x100018 with 2 modules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pvh-serial-32.elf", "pvh-serial-64.elf", "pvh-at-48m.elf"})
  void aKernelOf32Or64BitRunsAndOneWhereTheStubItselfLies(String name) throws Exception {
    byte[] module = random(100_000);
    StubDisk disk =
        new StubDisk(directory).module("kernel.elf", kernel(name), "").module("file", module, "");
    assertThat(boot(disk, 128)).contains("cmdline: ", told(0, module, ""));
  }

  @Test
  void aKernelThatWantsThePlacesOfTheStubAndOfAllModulesGetsThem() throws Exception {
    byte[] module = random(5 * MIB);
    StubDisk disk =
        new StubDisk(directory)
            .module("kernel.elf", kernelWith(FIRST_SIZE, 100 * MIB), "")
            .module("file", module, "")
            .module("copy", module, "again");
    assertThat(boot(disk, 128)).contains(told(0, module, ""), told(1, module, " again"));
  }

  @Test
  void aRealLinuxOf64MibFindsItsMemoryItsRamdiskAndItsFirmwaresTables() throws Exception {
    Path ramdisk =
        LinuxRamdisk.make(
            directory,
            "echo cmdline $(cat /proc/cmdline); dmesg | grep -m1 'ACPI: RSDP'; echo READY; sleep 1");
    Path linux = new ApplianceCache(BootOptions.userCache(), false).get(step -> {}).kernel();
    Path disk =
        new GrubDisk(directory.resolve("grub"))
            .file("stub.elf", Files.write(directory.resolve("stub.elf"), PvhStub.bytes()))
            .packed("linux.gz", linux)
            .packed("ramdisk.gz", ramdisk)
            .run("multiboot /boot/stub.elf\n")
            .run("module /boot/linux.gz console=ttyS0 quiet panic=-1 a=\"b c\"\n")
            .run("module /boot/ramdisk.gz\nboot\n")
            .make(DiskLoaders.get(BootOptions.userCache(), false, step -> {}));

    BootReport report = boot(disk, 512, End.ANY, "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readString(report.console()))
        .contains("cmdline console=ttyS0 quiet panic=-1 a=b c\n", "ACPI: RSDP 0x");
  }

  @Test
  void aNoteThatOnlyTheSectionHeadersTellOfIsFound() throws Exception {
    StubDisk disk = new StubDisk(directory).module("kernel.elf", kernelWith(SECOND_TYPE, 0), "a");
    assertThat(boot(disk, 64)).contains("cmdline: a");
  }

  @Test
  void grubUnpacksACompressedKernel() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(kernel("pvh-serial-64.elf"));
    }
    StubDisk disk = new StubDisk(directory).module("kernel.gz", packed.toByteArray(), "a");
    assertThat(boot(disk, 64)).contains("cmdline: a");
  }

  /** What is wrong with a disk, and what the stub says to it. */
  enum Fault {
    NO_KERNEL("there is no module; the first has to be the kernel") {
      @Override
      StubDisk on(StubDisk disk) {
        return disk;
      }
    },
    NO_ELF("the first module is no ELF file") {
      @Override
      byte[] kernel() {
        return new byte[5000];
      }
    },
    EMPTY("the kernel's file is damaged or cut off") {
      @Override
      byte[] kernel() {
        return new byte[] {0x7f, 'E', 'L', 'F'};
      }
    },
    CUT_OFF("the kernel's file is damaged or cut off") {
      @Override
      byte[] kernel() throws IOException {
        return Arrays.copyOf(PvhStubIT.kernel("pvh-serial-64.elf"), 2000);
      }
    },
    ENDLESS_NOTE("the kernel's file is damaged or cut off") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(SECOND_FILE_SIZE, -1);
      }
    },
    OF_ANOTHER_PROCESSOR("the kernel is not for x86") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(MACHINE, 183);
      }
    },
    NO_NOTE("the kernel has no PVH entry: no note PHYS32_ENTRY (18) of Xen") {
      @Override
      byte[] kernel() throws IOException {
        return PvhStubIT.kernel("hello-multiboot.elf");
      }
    },
    ENTRY_ELSEWHERE("the kernel's PHYS32_ENTRY lies in none of its segments") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(FIRST_ADDRESS, 4 * MIB);
      }
    },
    TOO_LARGE("the kernel wants to be where this machine has no memory: 0x100000-0xc0fffff") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(FIRST_SIZE, 192 * MIB);
      }
    },
    IN_THE_SCREENS_MEMORY("the kernel wants to be where this machine has no memory: 0xa0000-") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(FIRST_ADDRESS, 0xa0000);
      }
    },
    ABOVE_4_GIB("a segment of the kernel lies above 4 GiB") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(FIRST_ADDRESS, 1L << 32);
      }
    },
    NO_ROOM_FOR_MODULES("there is not enough free memory below 4 GiB beside the kernel") {
      @Override
      byte[] kernel() throws IOException {
        return kernelWith(FIRST_SIZE, 124 * MIB);
      }

      @Override
      StubDisk on(StubDisk disk) throws IOException {
        return super.on(disk).module("file", random(5 * MIB), "");
      }
    };

    private final String message;

    Fault(String message) {
      this.message = message;
    }

    byte[] kernel() throws IOException {
      throw new IllegalStateException();
    }

    StubDisk on(StubDisk disk) throws IOException {
      return disk.module("kernel.elf", kernel(), "");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCantBeEnteredIsToldAndEndsAtOnceAsACrash(Fault fault) throws IOException {
    BootReport report = boot(fault.on(new StubDisk(directory)).make(), 128, End.CRASH, "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.outcome().end()).isEqualTo(EndState.CRASHED);
    assertThat(report.reason()).contains(PvhStub.MARK + fault.message);
  }
}
