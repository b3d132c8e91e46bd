package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.image.FileRequest;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.MenuRequest;
import io.github.ec2unikernel.plugin.image.Profile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What a disk is to be made of, as the project says it. */
abstract class AbstractDiskMojo extends AbstractKernelMojo {

  /** How the disk is laid out: galois, mirage, mirage-wiki, unik or rumprun-ec2. */
  @Parameter(property = "unikernel.profile", defaultValue = "galois")
  private @Nullable String profile;

  /** A menu.lst of the project's own, which is checked against the disk and taken as it is. */
  @Parameter(property = "unikernel.menu")
  private @Nullable String menu;

  /** How long the boot loader waits for a key, in seconds; 1 if not given. */
  @Parameter(property = "unikernel.timeout")
  private @Nullable String timeout;

  /** The entry to boot, by its number from 0 or its title; the first if not given. */
  @Parameter(name = "default", property = "unikernel.default")
  private @Nullable String defaultEntry;

  /** The entry to boot where that one can't be loaded, by its number or title. */
  @Parameter(property = "unikernel.fallback")
  private @Nullable String fallback;

  /**
   * Further files on the disk, each with source and target, its path there. User property:
   * unikernel.files, as SOURCE:TARGET with commas.
   */
  @Parameter private @Nullable List<FileConfiguration> files;

  /** Takes {@code <default>}, which can't be a field's name. */
  public void setDefault(String entry) {
    defaultEntry = entry;
  }

  /** Returns what the disk is to be made of. */
  protected final ImageRequest request(Path target) {
    return new ImageRequest(
        profile(), kernels(), menu(), files(), target, OutputTimestamp.of(settings()));
  }

  private Profile profile() {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (Profile each : Profile.all()) {
      profiles.put(each.id(), each);
    }
    return settings().choice("unikernel.profile", profile, Profile.GALOIS, profiles);
  }

  private MenuRequest menu() {
    Settings settings = settings();
    boolean timed = settings.text("unikernel.timeout", timeout) != null;
    return new MenuRequest(
        settings.path("unikernel.menu", menu),
        timed ? settings.integer("unikernel.timeout", timeout, 0) : null,
        settings.text("unikernel.default", defaultEntry),
        settings.text("unikernel.fallback", fallback));
  }

  private List<FileRequest> files() {
    String given = settings().text("unikernel.files", null);
    List<FileConfiguration> wanted =
        given == null
            ? Objects.requireNonNullElse(files, List.of())
            : Arrays.stream(given.split(",", -1)).map(FileConfiguration::of).toList();
    return wanted.stream().map(each -> each.request(settings())).toList();
  }
}
