package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a disk is to be made of.
 *
 * @param profile how it is laid out for PV-GRUB, or null if the project does not say
 * @param boot how it is to boot
 * @param kernels what can be booted from it, at least one, in the menu's order
 * @param menu how its boot menu is to be
 * @param files what it holds besides kernels, modules and menu
 * @param target where the disk goes; its directory is created if need be
 * @param timestamp when all files on the disk were made, of 1970 to 2038
 */
public record ImageRequest(
    @Nullable Profile profile,
    BootRequest boot,
    List<KernelRequest> kernels,
    MenuRequest menu,
    List<FileRequest> files,
    Path target,
    Instant timestamp) {

  public ImageRequest {
    kernels = List.copyOf(kernels);
    files = List.copyOf(files);
    if (kernels.isEmpty()) {
      throw new IllegalArgumentException("a disk without a kernel");
    }
  }

  /** Asks for a disk with one kernel, for what that boots by. */
  public ImageRequest(
      Path kernel,
      String arguments,
      List<Path> modules,
      Path target,
      Instant timestamp,
      String title) {
    this(
        null,
        BootRequest.auto(),
        List.of(new KernelRequest(kernel, arguments, modules, null, title)),
        MenuRequest.standard(),
        List.of(),
        target,
        timestamp);
  }

  /**
   * Returns the kernel of the default entry, of those menus that are written for the project.
   *
   * @throws InputException if no entry has the number or title that is given, or several have
   */
  public KernelRequest defaultKernel() {
    List<String> titles = kernels.stream().map(this::title).toList();
    return kernels.get(EntryChoice.number("default", menu.defaultEntry(), titles).orElse(0));
  }

  /** Returns how the disk is laid out if it is for PV-GRUB. */
  Profile profileOrDefault() {
    return profile == null ? Profile.GALOIS : profile;
  }

  /** Returns what a kernel's entry is called. */
  String title(KernelRequest kernel) {
    if (kernel.title() != null) {
      return kernel.title();
    }
    String name = String.valueOf(kernel.file().getFileName());
    return kernels.size() > 1 ? name : profileOrDefault().menu().title().formatted(name);
  }

  /** Returns all files that the disk is made of, each with its role, for messages. */
  List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (KernelRequest kernel : kernels) {
      inputs.add(new Input("kernel", kernel.file()));
      kernel.modules().forEach(module -> inputs.add(new Input("module", module)));
    }
    files.forEach(file -> inputs.add(new Input("file", file.source())));
    if (menu.file() != null) {
      inputs.add(new Input("menu", menu.file()));
    }
    return inputs;
  }
}
