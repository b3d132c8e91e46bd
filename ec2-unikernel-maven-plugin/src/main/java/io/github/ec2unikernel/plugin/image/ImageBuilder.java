package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Builds a disk from kernels: for PV-GRUB, or with a boot loader of its own for HVM machines. */
public final class ImageBuilder {

  private final ImageRequest request;
  private final ImageListener listener;

  private ImageBuilder(ImageRequest request, ImageListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * Builds a disk; the same request gives the same bytes. Until the disk is complete, its target is
   * left as it was.
   *
   * @param loaders gives what HVM disks start with; asked for those only
   * @throws InputException if a file or value of the request can't be used
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the disk can't be written
   */
  public static DiskImage build(
      ImageRequest request, Supplier<BootLoaders> loaders, ImageListener listener) {
    Identity.requireTime(request.timestamp());
    List<Triage> kernels =
        request.kernels().stream().map(kernel -> Triage.of(kernel.file())).toList();
    BootWay way = DiskWay.choose(request, kernels);
    listener.wayChosen(way, kernels);
    ImageBuilder builder = new ImageBuilder(request, listener);
    return way.isHvm() ? builder.hvm(kernels, way, loaders.get()) : builder.pv(kernels);
  }

  /**
   * Returns how the disk of a request is to boot, without a disk made.
   *
   * @throws InputException if a kernel or value of the request can't be used
   */
  public static DiskBoot plan(ImageRequest request, ImageListener listener) {
    List<Triage> kernels =
        request.kernels().stream().map(kernel -> Triage.of(kernel.file())).toList();
    return new ImageBuilder(request, listener).boot(kernels, DiskWay.choose(request, kernels));
  }

  private DiskImage pv(List<Triage> read) {
    List<Kernel> kernels = new ArrayList<>();
    for (Triage each : read) {
      Kernel kernel = each.kernel();
      listener.kernelRead(kernel);
      kernels.add(kernel);
    }
    DiskPlan plan = DiskPlanner.plan(request, kernels, listener);
    BootProof proof = BootProof.of(plan);
    DiskWriter writer = new DiskWriter(plan.blueprint());
    BootProof written = write(writer, proof::requireSame);
    DiskImage image = image(writer, boot(read, BootWay.PVGRUB));
    listener.bootFound(written.resolutions());
    return image;
  }

  private DiskImage hvm(List<Triage> kernels, BootWay way, BootLoaders loaders) {
    HvmPlan plan = HvmPlanner.plan(request, kernels, way, loaders, listener);
    Blueprint blueprint = plan.blueprint();
    DiskWriter writer = new DiskWriter(blueprint);
    long proved = write(writer, new FileProof(blueprint.files(), blueprint.starter())::requireSame);
    DiskImage image = image(writer, boot(kernels, way));
    listener.filesProved(blueprint.files().size(), proved);
    return image;
  }

  private DiskBoot boot(List<Triage> kernels, BootWay way) {
    Path menu = request.menu().file();
    Set<Firmware> firmwares = DiskWay.firmwares(request, way);
    long makers = kernels.stream().map(kernel -> kernel.producer().name()).distinct().count();
    if (menu != null && makers > 1) {
      listener.kernelUnknown(menu);
      return new DiskBoot(way, firmwares, null);
    }
    return new DiskBoot(way, firmwares, request.defaultKernel().file());
  }

  private <T> T write(DiskWriter writer, DiskWriter.Proof<T> proof) {
    TargetPlace place = TargetPlace.of("disk", request.target());
    request.inputs().forEach(input -> place.requireOther(input.file(), input.what()));
    place.createDirectory();
    writer.requireRoom(place);
    return writer.write(place, request.timestamp(), proof);
  }

  private DiskImage image(DiskWriter writer, DiskBoot boot) {
    FileDigest digest = FileDigest.of(request.target());
    DiskImage image = new DiskImage(request.target(), writer.size(), digest, boot);
    listener.imageWritten(image);
    return image;
  }
}
