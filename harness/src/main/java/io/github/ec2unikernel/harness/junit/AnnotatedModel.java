package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.MeantType;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.NicModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says of the machine that a guest is to find, in the words of the POM.
 *
 * @param unikernel the annotation
 */
record AnnotatedModel(Unikernel unikernel) {

  private static final String AUTO = "auto";

  /**
   * Returns the machine as it is to be found.
   *
   * @throws InputException for a word that there is not, or that says how a disk starts where none
   *     does
   */
  Machine of(Machine machine) {
    if (unikernel.disk().isEmpty()) {
      refuseWithoutDisk("loader", unikernel.loader());
      refuseWithoutDisk("firmware", unikernel.firmware());
      refuseWithoutDisk("instanceType", unikernel.instanceType());
    }
    return machine
        .withType(choice("type", unikernel.type(), GuestType.values()))
        .withLoader(choice("loader", unikernel.loader(), Loader.values()))
        .withModel(model());
  }

  private MachineModel model() {
    MeantType type = new MeantType(unikernel.instanceType(), "instanceType of @Unikernel");
    return new MachineModel(
        type.name().isEmpty() ? null : type.hypervisor(Path.of(unikernel.disk())),
        choice("firmware", unikernel.firmware(), Firmware.values()),
        choice("diskModel", unikernel.diskModel(), DiskModel.values()),
        choice("nicModel", unikernel.nicModel(), NicModel.values()));
  }

  private static void refuseWithoutDisk(String element, String given) {
    if (!given.isEmpty() && !given.equals(AUTO)) {
      throw new InputException(
          "@Unikernel has %s = \"%s\" and starts a kernel directly".formatted(element, given),
          "Leave it out, or boot a disk as EC2 does: disk = \"FILE\".");
    }
  }

  private static <T extends Enum<T>> @Nullable T choice(String element, String given, T[] values) {
    if (given.isEmpty() || given.equals(AUTO)) {
      return null;
    }
    Optional<T> chosen = Arrays.stream(values).filter(each -> word(each).equals(given)).findFirst();
    return chosen.orElseThrow(
        () ->
            new InputException(
                "@Unikernel has %s = \"%s\"".formatted(element, given),
                "Give one of %s."
                    .formatted(
                        Stream.concat(
                                Stream.of(AUTO), Arrays.stream(values).map(each -> word(each)))
                            .collect(Collectors.joining(", ")))));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
