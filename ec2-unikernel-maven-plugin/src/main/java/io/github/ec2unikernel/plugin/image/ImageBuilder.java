package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import java.util.ArrayList;
import java.util.List;

/** Builds a disk with one ext2 file system, laid out as its profile says. */
public final class ImageBuilder {

  private ImageBuilder() {}

  /**
   * Builds a disk; the same request gives the same bytes. Until the disk is complete, its target is
   * left as it was.
   *
   * @throws InputException if a file or value of the request can't be used
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the disk can't be written
   */
  public static DiskImage build(ImageRequest request, ImageListener listener) {
    Identity.requireTime(request.timestamp());
    List<Kernel> kernels = new ArrayList<>();
    for (KernelRequest wanted : request.kernels()) {
      Kernel kernel = KernelReader.read(wanted.file());
      listener.kernelRead(kernel);
      kernels.add(kernel);
    }
    DiskPlan plan = DiskPlanner.plan(request, kernels, listener);
    BootProof proof = BootProof.of(plan);
    DiskWriter writer = new DiskWriter(plan);
    TargetPlace place = place(request);
    writer.requireRoom(place);
    BootProof written = writer.write(place, request.timestamp(), proof);
    FileDigest digest = FileDigest.of(request.target());
    DiskImage image =
        new DiskImage(
            request.target(), writer.size(), digest, DiskBoot.byPvGrub(kernels.get(0).file()));
    listener.imageWritten(image);
    listener.bootFound(written.resolutions());
    return image;
  }

  private static TargetPlace place(ImageRequest request) {
    TargetPlace place = TargetPlace.of("disk", request.target());
    request.inputs().forEach(input -> place.requireOther(input.file(), input.what()));
    place.createDirectory();
    return place;
  }
}
