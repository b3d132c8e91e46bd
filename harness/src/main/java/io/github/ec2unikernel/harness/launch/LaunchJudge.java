package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what becomes of a machine image on EC2's instance types. */
public final class LaunchJudge {

  private static final int MOST_NAMES = 10;

  private final LaunchImage image;

  /** Creates one for an image. */
  public LaunchJudge(LaunchImage image) {
    this.image = image;
  }

  /** Returns what becomes of the image on a type. */
  public TypeAnswer answer(InstanceType type) {
    if (!type.x86()) {
      return TypeAnswer.never(type, "it runs Arm code, and the image is for x86-64");
    }
    Optional<Hypervisor> hypervisor = type.hypervisor(image.way());
    if (hypervisor.isEmpty()) {
      return TypeAnswer.never(type, virtualization());
    }
    LaunchAnswer known = LaunchTable.answer(image.family(), image.way(), hypervisor.get());
    if (known.outcome() == Outcome.NEVER) {
      return TypeAnswer.never(type, known.reason());
    }
    BootMode mode = image.bootMode();
    if (mode != null && !mode.startsOn(type.firmwares())) {
      return TypeAnswer.never(
          type,
          "it starts disks by "
              + type.firmwares().stream()
                  .sorted()
                  .map(Firmware::name)
                  .collect(Collectors.joining(" or "))
              + ", and the image's boot mode is "
              + mode.id());
    }
    if (type.ena() == EnaUse.REQUIRED && !image.ena()) {
      return TypeAnswer.never(type, "it takes only images that say that they drive ENA");
    }
    return new TypeAnswer(
        type.name(), known.outcome(), known.reason(), known.evidence(), known.evidenceText());
  }

  /**
   * Returns what becomes of the image on a hypervisor: what the table says, or that it never
   * launches where no family of types there starts it as it is registered.
   */
  public LaunchAnswer answer(Hypervisor hypervisor) {
    LaunchAnswer known = LaunchTable.answer(image.family(), image.way(), hypervisor);
    List<TypeAnswer> answers =
        InstanceFamilies.all().stream()
            .filter(family -> family.x86())
            .filter(family -> family.hypervisors().contains(hypervisor))
            .map(this::answer)
            .toList();
    boolean never = answers.stream().allMatch(answer -> answer.outcome() == Outcome.NEVER);
    return known.outcome() == Outcome.NEVER || !never
        ? known
        : LaunchAnswer.byRule(hypervisor, image.way(), Outcome.NEVER, answers.get(0).reason());
  }

  /** Returns what can be done to launch on a type where the image does not, as sentences. */
  public String wayOut(InstanceType type) {
    StringBuilder text = new StringBuilder("Choose another instance type");
    List<String> names = families();
    if (!names.isEmpty()) {
      text.append(", of the families ")
          .append(String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))))
          .append(names.size() > MOST_NAMES ? " and others" : "");
    }
    text.append('.');
    String others =
        Arrays.stream(BootWay.values())
            .filter(way -> way != image.way() && image.ways().contains(way))
            .filter(way -> runs(way, type))
            .map(way -> "<bootWay>" + way.id() + "</bootWay>")
            .collect(Collectors.joining(" or "));
    if (!others.isEmpty()) {
      text.append(" The kernel may run there with ").append(others).append('.');
    }
    if (isForWantOfEna(type)) {
      text.append(
          " With <ami><ena>true</ena></ami> EC2 starts it there, where a kernel without ENA's driver"
              + " has no network.");
    }
    return text.toString();
  }

  /** Returns the families where it launches for all that is known, PV's first, then Xen's. */
  private List<String> families() {
    return InstanceFamilies.all().stream()
        .filter(family -> answer(family).outcome() != Outcome.NEVER)
        .map(InstanceType::name)
        .sorted(new FamilyOrder())
        .toList();
  }

  private boolean runs(BootWay way, InstanceType type) {
    return type.x86()
        && type.hypervisor(way)
            .filter(it -> LaunchTable.answer(image.family(), way, it).outcome() != Outcome.NEVER)
            .isPresent();
  }

  private boolean isForWantOfEna(InstanceType type) {
    return !image.ena()
        && image.way().isHvm()
        && new LaunchJudge(
                    new LaunchImage(
                        image.family(), image.ways(), image.way(), image.bootMode(), true))
                .answer(type)
                .outcome()
            != Outcome.NEVER;
  }

  private String virtualization() {
    return image.way().isHvm()
        ? "it starts PV images alone, and the image is HVM"
        : "it starts HVM images alone, and the image is PV";
  }
}
