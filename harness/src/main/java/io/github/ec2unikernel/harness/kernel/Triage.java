package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file is and where it boots, from its bytes alone; whatever it holds, there is an answer.
 *
 * @param name the file's name
 * @param size its length in bytes
 * @param kind what it is, with its article, such as {@code a 64-bit Xen PV kernel}
 * @param producer what made it
 * @param packing what it is wrapped in, the outermost first; a bzImage's payload counts as one
 * @param linux the boot header, if one of the wrappings is a Linux bzImage
 * @param elf the ELF file in it, if there is one
 * @param xenNotes what it tells Xen in notes, in the file's order
 * @param xenGuest the pairs of its {@code __xen_guest} section, in their order
 * @param multiboot its multiboot headers, at most one of each version
 * @param solo5 what its Solo5 notes say, if it has any
 * @param damage what is wrong with the file, with the offset and the field, if anything is
 * @param ways where it boots: one row for each way there is
 * @param result the kernel, or why PV-GRUB does not boot it
 */
public record Triage(
    String name,
    long size,
    String kind,
    Producer producer,
    List<Packing> packing,
    @Nullable LinuxBoot linux,
    @Nullable Elf elf,
    List<XenNote> xenNotes,
    Map<String, String> xenGuest,
    List<Multiboot> multiboot,
    @Nullable Solo5 solo5,
    @Nullable String damage,
    List<Way> ways,
    Result result) {

  /**
   * An ELF file's headers.
   *
   * @param identity class, byte order, type and machine
   * @param size its length in bytes, unpacked
   * @param entry e_entry; 0 in a file that is damaged before it
   * @param segments its program headers; none in a file that is damaged there
   */
  public record Elf(ElfIdentity identity, long size, long entry, List<ProgramHeader> segments) {}

  /**
   * What PV-GRUB makes of it; one of the two is there.
   *
   * @param kernel the kernel
   * @param rejection why it is none that PV-GRUB boots
   */
  record Result(@Nullable Kernel kernel, @Nullable InputException rejection) {}

  /**
   * Looks a source over; {@code name} stands for it in messages.
   *
   * @throws UncheckedIOException with the source's own exception, if it can't be read
   */
  public static Triage of(ByteSource source, String name) {
    return TriageReader.read(source, name, null);
  }

  /**
   * Looks a file over.
   *
   * @throws InputException if it is missing, not a regular file, empty or unreadable
   */
  public static Triage of(Path file) {
    try (FileSource source = FileSource.open(file)) {
      try {
        return TriageReader.read(source, file.toString(), file);
      } catch (UncheckedIOException e) {
        throw source.unreadable(e);
      }
    }
  }

  /** Returns whether PV-GRUB on EC2 boots it. */
  public boolean isBootable() {
    return result.kernel != null;
  }

  /**
   * Returns the kernel.
   *
   * @throws InputException if PV-GRUB does not boot it: what it is, or the offset and field that is
   *     wrong
   */
  public Kernel kernel() {
    if (result.kernel == null) {
      throw Objects.requireNonNull(result.rejection);
    }
    return result.kernel;
  }

  /** Returns why PV-GRUB on EC2 does not boot it, if it does not. */
  public Optional<InputException> rejection() {
    return Optional.ofNullable(result.rejection);
  }
}
