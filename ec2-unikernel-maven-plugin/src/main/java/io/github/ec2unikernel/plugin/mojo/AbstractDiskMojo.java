package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.FileRequest;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.KernelRequest;
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
abstract class AbstractDiskMojo extends AbstractUnikernelMojo {

  /** The unikernel: an ELF that boots as a 64-bit Xen PV guest. */
  @Parameter(property = "unikernel.kernel")
  private @Nullable String kernel;

  /** The arguments that the boot loader hands to the kernel. */
  @Parameter(property = "unikernel.kernelArgs")
  private @Nullable String kernelArgs;

  /** Files that the boot loader hands to the kernel, in this order. */
  @Parameter(property = "unikernel.modules")
  private @Nullable List<String> modules;

  /**
   * How the kernel gets them: {@code module} (a list of any number) or {@code initrd} (one, as it
   * is). If not given, Linux gets an initrd, and all others a list.
   */
  @Parameter(property = "unikernel.ramdiskMode")
  private @Nullable String ramdiskMode;

  /** The kernel's title in the boot menu; the profile's if not given. */
  @Parameter(property = "unikernel.title")
  private @Nullable String title;

  /**
   * Several kernels instead of one {@code <kernel>}: each with file, title, kernelArgs, modules and
   * ramdiskMode. They are the boot menu's entries, from 0.
   */
  @Parameter private @Nullable List<KernelConfiguration> kernels;

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

  /** Returns whether the goal has a kernel to boot by its own configuration. */
  protected final boolean hasKernel() {
    return kernels != null || settings().text("unikernel.kernel", kernel) != null;
  }

  /** Returns the kernel where there is but one. */
  protected final Path kernelFile() {
    return kernel().file();
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

  private List<KernelRequest> kernels() {
    if (kernels == null) {
      return List.of(kernel());
    }
    refuseBesideKernels("kernel", kernel);
    refuseBesideKernels("kernelArgs", kernelArgs);
    refuseBesideKernels("modules", modules == null ? null : String.join(",", modules));
    refuseBesideKernels("ramdiskMode", ramdiskMode);
    refuseBesideKernels("title", title);
    if (kernels.isEmpty()) {
      throw new InputException(
          "<kernels> is empty", "Name a kernel: <kernels><kernel>hello.xen</kernel></kernels>.");
    }
    return kernels.stream().map(each -> each.request(settings())).toList();
  }

  private void refuseBesideKernels(String element, @Nullable String configured) {
    String given = settings().text("unikernel." + element, configured);
    if (given != null) {
      throw new InputException(
          "<%s> is '%s', and there is <kernels> as well".formatted(element, given),
          "Put it into a <kernel> of <kernels>, or leave <kernels> out.");
    }
  }

  private KernelRequest kernel() {
    Settings settings = settings();
    String file = settings.text("unikernel.kernel", kernel);
    if (file == null) {
      throw new InputException(
          "no kernel is given",
          "Name the unikernel's ELF: <kernel>hello.xen</kernel>, or -Dunikernel.kernel=FILE.");
    }
    return new KernelConfiguration(
            file,
            settings.text("unikernel.title", title),
            settings.text("unikernel.kernelArgs", kernelArgs),
            settings.words("unikernel.modules", modules),
            settings.text("unikernel.ramdiskMode", ramdiskMode))
        .request(settings);
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
