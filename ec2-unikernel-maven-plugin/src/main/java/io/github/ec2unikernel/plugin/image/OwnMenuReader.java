package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a project's own boot menu. */
final class OwnMenuReader {

  /** More than any menu has, in bytes. */
  private static final int LARGEST = 64 << 10;

  private OwnMenuReader() {}

  /**
   * Returns the menu's text.
   *
   * @param form what such a menu is called: {@code menu.lst} or {@code grub.cfg}
   * @throws InputException if it can't be read, is no text, or the request says something that the
   *     menu has to say
   */
  static String read(Path file, String form, ImageRequest request) {
    requireAlone(file, request);
    Content content = Content.of(file, "menu");
    if (content.size() > LARGEST) {
      throw new InputException(
          "The menu %s has %d bytes, more than %d.".formatted(file, content.size(), LARGEST),
          "Give a " + form + ".");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
    try (ContentReader reader = content.open()) {
      reader.fill(bytes);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(
          "The menu %s is no text in UTF-8.".formatted(file), "Give a " + form + ".", e);
    }
  }

  private static void requireAlone(Path file, ImageRequest request) {
    MenuRequest menu = request.menu();
    refuse(file, "menuTimeout", menu.timeout());
    refuse(file, "default", menu.defaultEntry());
    refuse(file, "fallback", menu.fallback());
    for (KernelRequest kernel : request.kernels()) {
      refuse(file, "title", kernel.title());
      refuse(file, "kernelArgs", kernel.arguments().isEmpty() ? null : kernel.arguments());
      refuse(file, "ramdiskMode", kernel.ramdiskMode());
    }
  }

  private static void refuse(Path file, String element, @Nullable Object given) {
    if (given != null) {
      throw new InputException(
          "<%s> is '%s', and the menu %s is taken as it is.".formatted(element, given, file),
          "Say it in the menu and leave <%s> out, or leave <menu> out.".formatted(element));
    }
  }
}
