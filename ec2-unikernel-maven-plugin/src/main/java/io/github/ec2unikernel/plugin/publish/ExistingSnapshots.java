package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.Encryption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds snapshots of the same content, made by an earlier run or another machine. */
final class ExistingSnapshots {

  private final AwsConnection aws;

  ExistingSnapshots(AwsConnection aws) {
    this.aws = aws;
  }

  /**
   * Returns those of the disks that have a snapshot already. Only one that an available image is
   * registered with counts: any other may be that of a run that is going to delete it.
   */
  Map<DiskSource, Snapshot> find(List<DiskSource> disks, Encryption encryption) {
    List<String> wanted = disks.stream().map(disk -> disk.dataId(encryption)).distinct().toList();
    Map<String, String> dataById = aws.snapshots().completed(ResourceTags.DATA, wanted);
    Set<String> lasting = aws.images().availableWith(dataById.keySet());
    Map<DiskSource, Snapshot> found = new LinkedHashMap<>();
    for (DiskSource disk : disks) {
      dataById.entrySet().stream()
          .filter(
              it -> it.getValue().equals(disk.dataId(encryption)) && lasting.contains(it.getKey()))
          .map(Map.Entry::getKey)
          .min(String::compareTo)
          .ifPresent(id -> found.put(disk, new Snapshot(id, disk.volumeSizeGib(), 0, 0)));
    }
    return found;
  }
}
