package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The setup header of a Linux bzImage (Linux's Documentation/arch/x86/boot.rst).
 *
 * @param protocol the boot protocol's version, such as 0x020f for 2.15
 * @param release the kernel's version line, if it gives one
 * @param payload offset of the packed kernel in the file; 0 before protocol 2.08
 * @param payloadLength its length in bytes, the unpacked size in its last 4 with every packing
 * @param packing how it is packed, if that is known
 */
public record LinuxBoot(
    int protocol,
    @Nullable String release,
    long payload,
    long payloadLength,
    @Nullable Packing packing) {

  private static final int SETUP_SECTORS = 0x1f1;
  private static final int VERSION = 0x206;
  private static final int KERNEL_VERSION = 0x20e;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24c;
  private static final int HEADER = 0x250;
  private static final int SECTOR = 512;
  private static final int WITH_PAYLOAD = 0x0208;
  private static final int MAX_RELEASE = 128;

  /**
   * Reads the header of a file that has its magic number.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if a field points out of the file
   */
  static LinuxBoot read(ElfFile file) {
    ByteBuffer header = file.read(0, HEADER, "the setup header of a Linux bzImage");
    int protocol = header.getShort(VERSION) & 0xffff;
    String release = release(file, header.getShort(KERNEL_VERSION) & 0xffff);
    int sectors = header.get(SETUP_SECTORS) & 0xff;
    if (protocol < WITH_PAYLOAD) {
      return new LinuxBoot(protocol, release, 0, 0, null);
    }
    // 0 stands for 4, as the first kernels left the field out.
    long payload =
        (sectors == 0 ? 5L : sectors + 1L) * SECTOR
            + Integer.toUnsignedLong(header.getInt(PAYLOAD_OFFSET));
    long length = Integer.toUnsignedLong(header.getInt(PAYLOAD_LENGTH));
    file.requireInside(
        payload,
        length,
        "a bzImage's payload (payload_offset at offset 0x248, payload_length at 0x24c)");
    ByteBuffer head =
        file.read(payload, (int) Math.min(length, FileKind.HEAD), "a bzImage's payload");
    Packing packing = Packing.of(head).filter(each -> each != Packing.BZIMAGE).orElse(null);
    return new LinuxBoot(protocol, release, payload, length, packing);
  }

  /** Tells whether the protocol is new enough to say where the payload is. */
  boolean hasPayload() {
    return protocol >= WITH_PAYLOAD;
  }

  /** Returns the protocol as people write it, such as 2.15. */
  public String protocolVersion() {
    return (protocol >> 8) + "." + "%02d".formatted(protocol & 0xff);
  }

  private static @Nullable String release(ElfFile file, int pointer) {
    if (pointer == 0) {
      return null;
    }
    long offset = pointer + 0x200L;
    int length = (int) Math.min(MAX_RELEASE, Math.max(0, file.size() - offset));
    ByteBuffer bytes = file.read(Math.min(offset, file.size()), length, "a bzImage's version line");
    String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).replaceAll("[^ -~]", "?");
  }
}
