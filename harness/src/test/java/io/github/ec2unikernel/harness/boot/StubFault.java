package io.github.ec2unikernel.harness.boot;

import java.io.IOException;
import java.util.Arrays;

/** What is wrong with a disk, and what the stub says to it. */
enum StubFault {
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
      return Arrays.copyOf(PvhFile.of("pvh-serial-64.elf"), 2000);
    }
  },
  ENDLESS_NOTE("the kernel's file is damaged or cut off") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.SECOND_FILE_SIZE, -1);
    }
  },
  OF_ANOTHER_PROCESSOR("the kernel is not for x86") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.MACHINE, 183);
    }
  },
  NO_NOTE("the kernel has no PVH entry: no note PHYS32_ENTRY (18) of Xen") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.of("hello-multiboot.elf");
    }
  },
  ENTRY_ELSEWHERE("the kernel's PHYS32_ENTRY lies in none of its segments") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.FIRST_ADDRESS, 4 << 20);
    }
  },
  TOO_LARGE("the kernel wants to be where this machine has no memory: 0x100000-0xc0fffff") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.FIRST_SIZE, 192 << 20);
    }
  },
  IN_THE_SCREENS_MEMORY("the kernel wants to be where this machine has no memory: 0xa0000-") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.FIRST_ADDRESS, 0xa0000);
    }
  },
  ABOVE_4_GIB("a segment of the kernel lies above 4 GiB") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.FIRST_ADDRESS, 1L << 32);
    }
  },
  NO_ROOM_FOR_MODULES("there is not enough free memory below 4 GiB beside the kernel") {
    @Override
    byte[] kernel() throws IOException {
      return PvhFile.with(PvhFile.FIRST_SIZE, 124 << 20);
    }

    @Override
    StubDisk on(StubDisk disk) throws IOException {
      return super.on(disk).module("file", PvhFile.random(5 << 20), "");
    }
  };

  private final String message;

  StubFault(String message) {
    this.message = message;
  }

  /** Returns what says of itself that it is a kernel. */
  byte[] kernel() throws IOException {
    throw new IllegalStateException();
  }

  /** Adds what is wrong to a disk. */
  StubDisk on(StubDisk disk) throws IOException {
    return disk.module("kernel.elf", kernel(), "");
  }

  /** Returns what the stub says, or its beginning. */
  String message() {
    return message;
  }
}
