package io.github.ec2unikernel.plugin.publish;

import java.util.List;
import java.util.Map;

/** A way in which disks become snapshots. */
interface SnapshotWay {

  /**
   * Reads the disks and says what has to be sent of them; nothing is made in the account yet.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if a disk isn't the one that was
   *     built, byte for byte
   */
  Planned plan(List<DiskSource> disks);

  /** Disks that were read. */
  interface Planned {

    /**
     * Returns the disks' snapshots once all are complete. What a killed run of the same attempt has
     * made is gone on with.
     *
     * @param tags the tags of all that the run makes
     * @throws DeadResourceException if what the killed run made can't be used any more
     */
    Map<DiskSource, Snapshot> make(Work work, Map<String, String> tags);
  }
}
