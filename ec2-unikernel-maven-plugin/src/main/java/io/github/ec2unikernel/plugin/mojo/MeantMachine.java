package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.Backends;
import io.github.ec2unikernel.harness.launch.InstanceFamilies;
import io.github.ec2unikernel.harness.launch.InstanceType;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.launch.LaunchJudge;
import io.github.ec2unikernel.harness.launch.Outcome;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Machine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A machine that comes as near as one can here to an instance type that an image is meant for.
 *
 * @param machine the machine
 * @param type the type with where it was given, empty if none decides
 */
record MeantMachine(Machine machine, String type) {

  static final String PLACE = "<instanceTypes> of <check> (unikernel.instanceTypes)";

  /** Returns a machine that no type decides on. */
  static MeantMachine asGiven(Machine machine) {
    return new MeantMachine(machine, "");
  }

  /**
   * Returns the machine of the first type that launches the image, unless the boot's own
   * configuration says what it runs on. A type that is not known launches nothing.
   *
   * @param machine what that configuration says
   * @param backend the name of what it is to run on
   * @param types the types that are to launch the image, by their names
   * @param image what decides where it launches; asked for only if a type is to decide
   * @param log is told which one it is, or that there is none
   */
  static MeantMachine of(
      Machine machine,
      String backend,
      List<String> types,
      Supplier<LaunchImage> image,
      BootLog log) {
    boolean open =
        backend.equals(Backends.AUTO)
            && machine.type() == null
            && machine.loader() == null
            && machine.model().hypervisor() == null;
    if (!open || types.isEmpty()) {
      return asGiven(machine);
    }
    LaunchImage launch = image.get();
    Optional<InstanceType> first =
        types.stream()
            .flatMap(name -> InstanceFamilies.find(name.strip()).stream())
            .filter(type -> launches(launch, type, machine.model().firmware()))
            .findFirst();
    if (first.isEmpty()) {
      log.warning(
          "None of %s, which are %s, is known to launch the image%s: the boot comes near to none."
              .formatted(
                  PLACE,
                  types,
                  machine.model().firmware() == null ? "" : " by the firmware that <boot> names"));
      return asGiven(machine);
    }
    String words = "%s, the first of %s that launches it".formatted(first.get().name(), PLACE);
    log.nearTo(words);
    return new MeantMachine(
        machine.withModel(
            machine.model().withHypervisor(first.get().hypervisor(launch.way()).orElseThrow())),
        words);
  }

  private static boolean launches(
      LaunchImage image, InstanceType type, @Nullable Firmware firmware) {
    return new LaunchJudge(image).answer(type).outcome() != Outcome.NEVER
        && (firmware == null || type.firmwares().contains(firmware));
  }

  /** Returns a report of the machine's boot that names the type. */
  BootReport named(BootReport report) {
    return type.isEmpty() ? report : report.withFact(new Fact("instance type", type));
  }
}
