package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** The block devices of an image to be, each with its snapshot checked. */
final class ImageMappings {

  private static final Pattern DEVICE = Pattern.compile("(/dev/)?(sd|xvd|hd)[a-z]{1,2}[0-9]{0,2}");

  private final State state;

  ImageMappings(State state) {
    this.state = state;
  }

  /** Returns the mappings as the image will show them. */
  List<BlockDeviceMapping> of(Caller caller, RegisterImageRequest request) {
    Set<String> devices = new HashSet<>();
    List<BlockDeviceMapping> mappings = new ArrayList<>();
    boolean root = false;
    for (BlockDeviceMapping mapping : request.blockDeviceMappings()) {
      String device = mapping.deviceName();
      if (device == null || !DEVICE.matcher(device).matches()) {
        throw refused("Invalid device name " + device);
      }
      if (!devices.add(device)) {
        throw refused("The device '" + device + "' is used in more than one block-device mapping");
      }
      EbsBlockDevice ebs = ebs(caller, device, mapping.ebs());
      root |= device.equals(request.rootDeviceName()) && ebs.snapshotId() != null;
      mappings.add(BlockDeviceMapping.builder().deviceName(device).ebs(ebs).build());
    }
    if (!root) {
      throw refused("No root snapshot specified in device mapping.");
    }
    return mappings;
  }

  private EbsBlockDevice ebs(Caller caller, String device, @Nullable EbsBlockDevice ebs) {
    if (ebs == null || (ebs.snapshotId() == null && ebs.volumeSize() == null)) {
      throw refused("The device " + device + " needs a snapshot or a volume size");
    }
    checkEncryption(device, ebs);
    Snapshot snapshot = ebs.snapshotId() == null ? null : completed(caller, ebs.snapshotId());
    int size = snapshot == null ? ebs.volumeSize() : sizeOver(snapshot, ebs.volumeSize());
    String type = ebs.volumeType() == null ? VolumeTypes.DEFAULT : ebs.volumeTypeAsString();
    VolumeTypes.check(type, size, ebs);
    return EbsBlockDevice.builder()
        .snapshotId(ebs.snapshotId())
        .volumeSize(size)
        .volumeType(type)
        .deleteOnTermination(ebs.deleteOnTermination() == null || ebs.deleteOnTermination())
        .iops(ebs.iops())
        .throughput(ebs.throughput())
        .encrypted(Boolean.TRUE.equals(snapshot == null ? ebs.encrypted() : snapshot.encrypted()))
        .build();
  }

  private static void checkEncryption(String device, EbsBlockDevice ebs) {
    if (ebs.kmsKeyId() != null) {
      throw Parameters.combination(
          "KmsKeyId of the device " + device + " can only be given when an instance is run.");
    }
    if (ebs.encrypted() != null && ebs.snapshotId() != null) {
      throw refused(
          "the encrypted flag cannot be specified since device "
              + device
              + " has a snapshot specified.");
    }
  }

  private Snapshot completed(Caller caller, String id) {
    Ids.requireSnapshot(id);
    Snapshot snapshot =
        state.snapshot(caller.region(), id, caller.now()).orElseThrow(() -> Ids.noSnapshot(id));
    if (snapshot.state() != SnapshotState.COMPLETED) {
      throw new Refusal(
          400,
          "IncorrectState",
          "Snapshot " + id + " is in invalid state - " + snapshot.stateAsString());
    }
    return snapshot;
  }

  private static int sizeOver(Snapshot snapshot, @Nullable Integer size) {
    if (size == null) {
      return snapshot.volumeSize();
    }
    if (size < snapshot.volumeSize()) {
      throw refused(
          "Volume of size "
              + size
              + "GB is smaller than snapshot '"
              + snapshot.snapshotId()
              + "', expect size >= "
              + snapshot.volumeSize()
              + "GB");
    }
    return size;
  }

  private static Refusal refused(String message) {
    return new Refusal(400, "InvalidBlockDeviceMapping", message);
  }
}
