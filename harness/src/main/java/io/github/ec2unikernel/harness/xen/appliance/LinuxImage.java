package io.github.ec2unikernel.harness.xen.appliance;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Takes the ELF out of a bzImage, so that Xen need not unpack it under emulation. */
final class LinuxImage {

  private static final int SETUP_SECTORS = 0x1f1;
  private static final int MAGIC = 0x202;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24c;
  private static final int HEADER = 0x250;
  private static final int HDRS = 0x53726448;

  private LinuxImage() {}

  /** Writes the kernel to {@code target}: its ELF where the compression is known, else as it is. */
  static void unpack(Path image, Path target) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length > HEADER && header.getInt(MAGIC) == HDRS) {
      int setup = (header.get(SETUP_SECTORS) & 0xff) + 1;
      int start = setup * 512 + header.getInt(PAYLOAD_OFFSET);
      int length = header.getInt(PAYLOAD_LENGTH);
      if (start > 0 && length > 4 && start + length <= bytes.length) {
        Optional<InputStream> payload = decompressor(bytes, start, length);
        if (payload.isPresent()) {
          try (InputStream in = payload.get();
              OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
          }
          return;
        }
      }
    }
    Files.write(target, bytes);
  }

  private static Optional<InputStream> decompressor(byte[] bytes, int start, int length)
      throws IOException {
    // Linux appends the unpacked size, 4 bytes, to what the compressor wrote
    InputStream payload = new ByteArrayInputStream(bytes, start, length - 4);
    int magic = ByteBuffer.wrap(bytes, start, 4).getInt();
    if (magic == 0xfd377a58) {
      return Optional.of(new XZCompressorInputStream(payload));
    }
    if (magic == 0x28b52ffd) {
      return Optional.of(new ZstdInputStream(payload));
    }
    if (magic >>> 16 == 0x1f8b) {
      return Optional.of(new GZIPInputStream(payload));
    }
    return Optional.empty();
  }
}
