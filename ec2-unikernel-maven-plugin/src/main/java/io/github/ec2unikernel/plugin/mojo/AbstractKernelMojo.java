package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which kernels a disk is to boot, as the project says it. */
abstract class AbstractKernelMojo extends AbstractUnikernelMojo {

  /** The unikernel: an ELF, compressed or not; the goal inspect says by which ways it boots. */
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

  /** The kernel's title in the boot menu; the profile's, or unikernel_boot, if not given. */
  @Parameter(property = "unikernel.title")
  private @Nullable String title;

  /**
   * Several kernels instead of one {@code <kernel>}: each with file, title, kernelArgs, modules and
   * ramdiskMode. They are the boot menu's entries, from 0.
   */
  @Parameter private @Nullable List<KernelConfiguration> kernels;

  /** Returns whether the goal has a kernel to boot by its own configuration. */
  protected final boolean hasKernel() {
    return kernels != null || settings().text("unikernel.kernel", kernel) != null;
  }

  /** Returns the kernel where there is but one. */
  protected final Path kernelFile() {
    return kernel().file();
  }

  /** Returns the kernels that the disk is to have, in the order of the menu. */
  protected final List<KernelRequest> kernels() {
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

  /**
   * Checks that nothing is said of a kernel.
   *
   * @throws InputException if something is, which a ready disk can't be told
   */
  protected final void refuseKernelsBesideDisk() {
    refuseBesideDisk("kernelArgs", kernelArgs);
    refuseBesideDisk("modules", modules == null ? null : String.join(",", modules));
    refuseBesideDisk("ramdiskMode", ramdiskMode);
    refuseBesideDisk("title", title);
  }

  /**
   * Checks that a value is not given.
   *
   * @throws InputException if it is
   */
  protected final void refuseBesideDisk(String element, @Nullable String configured) {
    String given = settings().text("unikernel." + element, configured);
    if (given != null) {
      throw new InputException(
          "<%s> is '%s', and the image is a ready disk, which is taken as it is"
              .formatted(element, given),
          "Leave <%s> out: what is to boot, and how, is on the disk.".formatted(element));
    }
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
}
