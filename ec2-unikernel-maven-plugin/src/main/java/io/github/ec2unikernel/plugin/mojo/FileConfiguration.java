package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.FileRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@code <file>} in {@code <files>}: a further file on the disk. */
public final class FileConfiguration {

  /** The file. */
  private @Nullable String source;

  /** Its path on the disk, from the root; its name in the root directory if not given. */
  private @Nullable String target;

  /** Creates one for Maven to fill. */
  public FileConfiguration() {}

  /** Reads {@code SOURCE:TARGET}, or a source alone. */
  static FileConfiguration of(String text) {
    FileConfiguration file = new FileConfiguration();
    file.set(text);
    return file;
  }

  /**
   * Returns what the disk is to have; the property unikernel.files wins.
   *
   * @param configured the {@code <files>}, null if not given
   * @throws InputException if the source of one is not given
   */
  static List<FileRequest> requests(
      Settings settings, @Nullable List<FileConfiguration> configured) {
    String given = settings.text("unikernel.files", null);
    List<FileConfiguration> wanted =
        given == null
            ? Objects.requireNonNullElse(configured, List.of())
            : Arrays.stream(given.split(",", -1)).map(FileConfiguration::of).toList();
    return wanted.stream().map(each -> each.request(settings)).toList();
  }

  /** Takes a {@code <file>} that has a text and no elements: {@code SOURCE:TARGET}, or a source. */
  public void set(String text) {
    int colon = text.lastIndexOf(':');
    source = colon < 0 ? text : text.substring(0, colon);
    target = colon < 0 ? null : text.substring(colon + 1);
  }

  /**
   * Returns what the disk is to have.
   *
   * @throws InputException if the source is not given
   */
  FileRequest request(Settings settings) {
    if (source == null || source.isBlank()) {
      throw new InputException(
          "a <file> in <files> has no <source>",
          "Name the file: <file><source>app.conf</source><target>/etc/app.conf</target></file>.");
    }
    Path file = settings.path(source.strip());
    String path = target == null ? "" : target.strip();
    return new FileRequest(file, path.isEmpty() ? "/" + file.getFileName() : path);
  }
}
