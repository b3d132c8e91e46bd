package io.github.ec2unikernel.plugin.volume;

import java.util.Arrays;

/** What a file of the build machine is, by the upper bits of its mode. */
enum FileType {
  FIFO(0x1000, "a named pipe"),
  CHARACTER_DEVICE(0x2000, "a character device"),
  DIRECTORY(0x4000, "a directory"),
  BLOCK_DEVICE(0x6000, "a block device"),
  REGULAR(0x8000, "a regular file"),
  LINK(0xa000, "a symbolic link"),
  SOCKET(0xc000, "a socket");

  private static final int MASK = 0xf000;

  private final int bits;
  private final String noun;

  FileType(int bits, String noun) {
    this.bits = bits;
    this.noun = noun;
  }

  static FileType of(int mode) {
    return Arrays.stream(values())
        .filter(type -> type.bits == (mode & MASK))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("mode " + Integer.toOctalString(mode)));
  }

  int bits() {
    return bits;
  }

  String noun() {
    return noun;
  }
}
