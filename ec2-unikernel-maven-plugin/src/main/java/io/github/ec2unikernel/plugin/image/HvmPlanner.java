package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.io.CompressedContent;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.menu.GrubConfigWriter;
import io.github.ec2unikernel.plugin.menu.GrubEntry;
import io.github.ec2unikernel.plugin.menu.GrubLoad;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans what lies where on a disk with GRUB 2, and what its configuration says. */
final class HvmPlanner {

  private static final String DIRECTORY = "/boot/";

  private final ImageRequest request;
  private final BootWay way;
  private final BootLoaders loaders;
  private final ImageListener listener;
  private final DiskFiles files;
  private final Map<Path, String> kernelPaths = new HashMap<>();

  private HvmPlanner(
      ImageRequest request, BootWay way, BootLoaders loaders, ImageListener listener) {
    this.request = request;
    this.way = way;
    this.loaders = loaders;
    this.listener = listener;
    this.files = new DiskFiles(OwnFiles.of(way), listener);
  }

  /**
   * Plans the disk of a request.
   *
   * @param kernels the request's kernels as they were read
   * @param way by which way it boots, one with GRUB 2
   * @throws io.github.ec2unikernel.harness.model.InputException if a file can't be read, two have
   *     one name, or the configuration can't hold a value
   */
  static HvmPlan plan(
      ImageRequest request,
      List<Triage> kernels,
      BootWay way,
      BootLoaders loaders,
      ImageListener listener) {
    return new HvmPlanner(request, way, loaders, listener).plan(kernels);
  }

  private HvmPlan plan(List<Triage> kernels) {
    Set<Firmware> firmwares = DiskWay.firmwares(request, way);
    List<GrubEntry> entries = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      KernelRequest kernel = request.kernels().get(i);
      boolean uefi = firmwares.contains(Firmware.UEFI);
      HvmEntry entry = new HvmEntry(way, kernels.get(i), kernel, uefi, listener);
      String path = addKernel(kernels.get(i), kernel.file());
      List<String> modules = kernel.modules().stream().map(this::addModule).toList();
      if (request.menu().file() == null) {
        List<GrubLoad> loads = entry.loads(path, modules);
        entries.add(new GrubEntry(request.title(kernel), loads));
      }
    }
    for (FileRequest file : request.files()) {
      Input input = new Input("file", file.source());
      files.add(file.target(), input, Content.of(input.file(), input.what()));
    }
    Map<String, Content> all = new LinkedHashMap<>(files.contents());
    all.putAll(loaderFiles());
    return new HvmPlan(way, firmwares, config(entries, all), all, Starter.grub(loaders, firmwares));
  }

  private String config(List<GrubEntry> entries, Map<String, Content> all) {
    Path own = request.menu().file();
    if (own == null) {
      return GrubConfigWriter.write(way, MenuPlanner.plan(request.menu(), entries));
    }
    String text = OwnMenuReader.read(own, "grub.cfg", request);
    OwnConfig.check(own, text, all.keySet()).forEach(problem -> listener.menuDoubted(own, problem));
    return GrubConfigWriter.firstLine(way) + text;
  }

  private String addKernel(Triage kernel, Path file) {
    String known = kernelPaths.get(file);
    if (known != null) {
      return known;
    }
    KernelContent there = KernelContent.of(kernel, file, way.needsXen());
    String path = DIRECTORY + there.name();
    files.add(path, new Input("kernel", file), there.content());
    kernelPaths.put(file, path);
    return path;
  }

  private String addModule(Path file) {
    Input input = new Input("module", file);
    String path = DIRECTORY + file.getFileName();
    files.add(path, input, Content.of(file, input.what()));
    return path;
  }

  private Map<String, Content> loaderFiles() {
    return switch (way) {
      case SHIM ->
          Map.of(
              HvmEntry.SHIM,
              CompressedContent.of(Content.of(loaders.shim(), "shim"), "shim " + loaders.shim()));
      case PVH -> Map.of(HvmEntry.PVH_STUB, Content.of(PvhStub.bytes()));
      default -> Map.of();
    };
  }
}
