package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads each kernel of a disk once, however many entries name it and PV-GRUBs take it. */
final class KernelJudge {

  private final Map<Place, Judgement> known = new HashMap<>();

  private record Place(int partition, String path) {}

  /** A kernel, or why PV-GRUB starts none. */
  private record Judgement(@Nullable Kernel kernel, @Nullable EntryFailure failure) {}

  /**
   * Returns what a kernel says about itself.
   *
   * @param source its content
   * @throws EntryFailure if PV-GRUB does not start it, or the disk is damaged where it lies
   * @throws IOException if the disk can't be read
   */
  Kernel judge(LoadedFile file, ByteSource source) throws IOException, EntryFailure {
    Place place = new Place(file.partition(), file.path());
    Judgement judgement = known.get(place);
    if (judgement == null) {
      judgement = read(file, source);
      known.put(place, judgement);
    }
    if (judgement.kernel == null) {
      throw Objects.requireNonNull(judgement.failure);
    }
    return judgement.kernel;
  }

  private static Judgement read(LoadedFile file, ByteSource source) throws IOException {
    WatchedSource watched = new WatchedSource(source);
    try {
      Judgement judgement = judgement(file, watched);
      // a disk that can't be read is not the kernel's fault
      watched.requireSound();
      return judgement;
    } catch (DamagedDiskException e) {
      String what = "the kernel " + file + " can't be read: " + e.getMessage();
      return new Judgement(null, new EntryFailure(what, "Make the disk again."));
    }
  }

  private static Judgement judgement(LoadedFile file, ByteSource source) throws IOException {
    try {
      return new Judgement(KernelReader.read(source, file.toString()), null);
    } catch (InputException e) {
      return new Judgement(null, new EntryFailure(e.getMessage(), e.hint()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
