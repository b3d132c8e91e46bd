package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.plugin.io.CompressedContent;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.menu.MenuEntry;
import io.github.ec2unikernel.plugin.menu.MenuWriter;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans what lies where on a disk, and what its menu says. */
final class DiskPlanner {

  private final ImageRequest request;
  private final Profile profile;
  private final ImageListener listener;
  private final DiskFiles files;
  private final Map<Path, String> kernelPaths = new HashMap<>();

  private DiskPlanner(ImageRequest request, ImageListener listener) {
    this.request = request;
    this.profile = request.profileOrDefault();
    this.listener = listener;
    this.files = new DiskFiles(OwnFiles.of(profile), listener);
  }

  /**
   * Plans the disk of a request.
   *
   * @param kernels the request's kernels as they were read
   * @throws io.github.ec2unikernel.harness.model.InputException if a file can't be read, two have
   *     one name, or the menu can't hold a value or does not fit the disk
   */
  static DiskPlan plan(ImageRequest request, List<Kernel> kernels, ImageListener listener) {
    return new DiskPlanner(request, listener).plan(kernels);
  }

  private DiskPlan plan(List<Kernel> kernels) {
    List<MenuEntry> entries = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      KernelRequest kernel = request.kernels().get(i);
      String path = addKernel(kernels.get(i));
      List<String> modules = kernel.modules().stream().map(this::addModule).toList();
      if (request.menu().file() == null) {
        RamdiskMode mode = RamdiskPolicy.choose(kernel, kernels.get(i));
        entries.add(entry(kernel, path, mode, modules));
      }
    }
    for (FileRequest file : request.files()) {
      add(file.target(), new Input("file", file.source()));
    }
    files.requireComplete();
    Path own = request.menu().file();
    if (own == null) {
      return new DiskPlan(profile, written(entries), files.contents());
    }
    DiskPlan plan =
        new DiskPlan(profile, OwnMenuReader.read(own, "menu.lst", request), files.contents());
    OwnMenu.check(own, plan).forEach(problem -> listener.menuDoubted(own, problem));
    return plan;
  }

  private String written(List<MenuEntry> entries) {
    MenuForm form = profile.menu();
    return MenuWriter.write(MenuPlanner.plan(request.menu(), form, entries), form.style());
  }

  private MenuEntry entry(
      KernelRequest kernel, String path, RamdiskMode mode, List<String> modules) {
    return new MenuEntry(
        request.title(kernel),
        profile.shape().root(),
        path,
        (kernel.arguments() + " " + profile.arguments()).strip(),
        mode,
        modules);
  }

  private String addKernel(Kernel kernel) {
    Path file = kernel.file();
    String known = kernelPaths.get(file);
    if (known != null) {
      return known;
    }
    Input input = new Input("kernel", file);
    Content content = Content.of(file, input.what());
    boolean compress = profile.kernels().compressed() && kernel.packing().isEmpty();
    String path =
        profile.kernels().path(fileName(file) + (compress ? ".gz" : ""), kernelPaths.isEmpty());
    files.add(path, input, compress ? CompressedContent.of(content, input.toString()) : content);
    kernelPaths.put(file, path);
    return path;
  }

  private String addModule(Path file) {
    return add(profile.kernels().directory() + fileName(file), new Input("module", file));
  }

  private String add(String path, Input input) {
    files.add(path, input, Content.of(input.file(), input.what()));
    return path;
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }
}
