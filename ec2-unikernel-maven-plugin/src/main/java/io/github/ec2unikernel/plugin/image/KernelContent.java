package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.KernelUnpacker;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.CompressedContent;
import io.github.ec2unikernel.plugin.io.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A kernel as it lies on a disk with GRUB 2.
 *
 * @param name its file's name there
 * @param content its bytes there
 */
record KernelContent(String name, Content content) {

  private static final String COMPRESSED = ".gz";

  /** What GRUB 2 unpacks with the modules that it has. */
  private static final Set<Packing> GRUB_READS = Set.of(Packing.GZIP, Packing.XZ, Packing.LZOP);

  /**
   * Returns a kernel in a form that GRUB 2 unpacks.
   *
   * @param compressed whether it is to be compressed, so that little is read through the BIOS
   * @throws InputException if the kernel can't be read
   */
  static KernelContent of(Triage kernel, Path file, boolean compressed) {
    Input input = new Input("kernel", file);
    Content content = Content.of(file, input.what());
    String name = String.valueOf(file.getFileName());
    List<Packing> packing = kernel.packing();
    boolean isRead = packing.size() == 1 && GRUB_READS.contains(packing.get(0));
    if (!packing.isEmpty() && !isRead) {
      content = unpacked(file);
    } else if (isRead || !compressed) {
      return new KernelContent(name, content);
    }
    return compressed
        ? new KernelContent(name + COMPRESSED, CompressedContent.of(content, input.toString()))
        : new KernelContent(name, content);
  }

  private static Content unpacked(Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      KernelUnpacker.unpack(file, bytes);
    } catch (IOException e) {
      throw new InputException(
          "The kernel %s can't be unpacked: %s.".formatted(file, e.getMessage()),
          "Unpack it beforehand, and give the result.",
          e);
    }
    return Content.of(bytes.toByteArray());
  }
}
