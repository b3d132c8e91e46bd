package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code __xen_guest} section of an old-style kernel: one ASCII string of {@code NAME=VALUE}
 * pairs with commas between them, such as {@code
 * GUEST_OS=Mini-OS,XEN_VER=xen-3.0,VIRT_BASE=0x0,HYPERCALL_PAGE=0x2,LOADER=generic}.
 *
 * @param offset where it begins in the file
 * @param pairs its names and values, in their order
 */
record GuestSection(long offset, Map<String, String> pairs) {

  static final String NAME = "__xen_guest";

  /** Real ones have about 100 bytes. */
  static final int MAX_BYTES = 1 << 16;

  /** Splits the section's bytes; what is no pair is passed over. */
  static GuestSection read(ByteBuffer bytes, long offset) {
    String all = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    int end = all.indexOf('\0');
    String text = (end < 0 ? all : all.substring(0, end)).replaceAll("[^ -~]", "?");
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return new GuestSection(offset, pairs);
  }

  /**
   * Returns what the pairs tell Xen.
   *
   * @throws InputException if an address in them is no number
   */
  XenFacts facts(ElfFile elf) {
    return new XenFacts(
        Kernel.Style.XEN_GUEST_SECTION,
        pairs.get("GUEST_OS"),
        pairs.getOrDefault("LOADER", ""),
        pairs.getOrDefault("XEN_VER", ""),
        number(elf, "VIRT_ENTRY"),
        number(elf, "VIRT_BASE"),
        number(elf, "ELF_PADDR_OFFSET"),
        false);
  }

  private @Nullable Long number(ElfFile elf, String name) {
    String value = pairs.get(name);
    if (value == null) {
      return null;
    }
    try {
      return value.startsWith("0x")
          ? Long.parseUnsignedLong(value.substring(2), 16)
          : Long.parseUnsignedLong(value);
    } catch (NumberFormatException e) {
      throw elf.reject(
          NAME + " section", offset, "has %s=%s, which is no number".formatted(name, value));
    }
  }
}
