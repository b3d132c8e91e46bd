package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.InputException;
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
   * @throws EntryFailure if PV-GRUB does not start it
   */
  Kernel judge(LoadedFile file, ByteSource source) throws EntryFailure {
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

  private static Judgement read(LoadedFile file, ByteSource source) {
    try {
      return new Judgement(KernelReader.read(source, file.toString()), null);
    } catch (InputException e) {
      return new Judgement(null, new EntryFailure(e.getMessage(), e.hint()));
    }
  }
}
