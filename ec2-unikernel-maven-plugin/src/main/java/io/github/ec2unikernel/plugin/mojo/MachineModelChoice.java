package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.MeantType;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.NicModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an HVM guest is to find, as words.
 *
 * @param instanceType the EC2 type that the image is for
 * @param firmware what starts the disk
 * @param diskModel what the disks are
 * @param nicModel what the network interfaces are
 */
record MachineModelChoice(
    @Nullable String instanceType,
    @Nullable String firmware,
    @Nullable String diskModel,
    @Nullable String nicModel) {

  private static final String TYPE = "unikernel.boot.instanceType";
  private static final String PLACE = "<instanceType> of <boot> (" + TYPE + ")";

  /**
   * Returns the model.
   *
   * @param disk the disk to boot, which tells what it is for where a type runs PV and HVM images
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  MachineModel model(Settings settings, Path disk) {
    String type = settings.text(TYPE, instanceType);
    return new MachineModel(
        type == null ? null : new MeantType(type, PLACE).hypervisor(disk),
        choice(settings, "unikernel.boot.firmware", firmware, Firmware.values()),
        choice(settings, "unikernel.boot.diskModel", diskModel, DiskModel.values()),
        choice(settings, "unikernel.boot.nicModel", nicModel, NicModel.values()));
  }

  private static <T extends Enum<T>> @Nullable T choice(
      Settings settings, String property, @Nullable String configured, T[] values) {
    Map<String, T> choices = new LinkedHashMap<>();
    Arrays.stream(values).forEach(it -> choices.put(it.name().toLowerCase(Locale.ROOT), it));
    String given = settings.text(property, configured);
    return given == null || given.equals("auto")
        ? null
        : settings.choice(property, given, values[0], choices);
  }
}
