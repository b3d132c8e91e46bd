package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.kernel.Way.Answer;
import io.github.ec2unikernel.harness.kernel.Way.Kind;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses by which way a kernel is booted on EC2. */
public final class WayChooser {

  /**
   * What is shown to work comes first: PV-GRUB with PV kernels, for years and by many; multiboot
   * needs nothing below it; the rest needs Xen.
   */
  private static final List<Kind> BEST_FIRST =
      List.of(Kind.PV_GRUB, Kind.MULTIBOOT, Kind.PVH, Kind.SHIM);

  private WayChooser() {}

  /**
   * Returns the way that is wanted, or else the best one that there is for the kernel.
   *
   * @param wanted the way, or null if the kernel decides; {@link BootWay#DISK} is no kernel's
   * @param hasModules whether it gets modules, without which a hypervisor has nothing to run
   * @throws InputException if the kernel does not boot so, with each way's reason
   */
  public static BootWay choose(Triage kernel, @Nullable BootWay wanted, boolean hasModules) {
    if (wanted == null) {
      return BEST_FIRST.stream()
          .map(kind -> row(kernel, kind))
          .filter(way -> way.answer() == Answer.YES)
          .flatMap(way -> Stream.ofNullable(way.kind().bootWay()))
          .findFirst()
          .orElseThrow(() -> none(kernel));
    }
    Way way = row(kernel, kind(wanted));
    if (way.answer() == Answer.YES || (hasModules && isXenByMultiboot(kernel, wanted))) {
      return wanted;
    }
    if (wanted == BootWay.PVGRUB) {
      throw kernel.rejection().orElseThrow();
    }
    String others = others(kernel);
    throw new InputException(
        "<bootWay> is '%s', and the kernel %s does not boot so: %s."
            .formatted(wanted.id(), kernel.name(), way.reason()),
        !way.wayOut().isEmpty()
            ? way.wayOut()
            : others.isEmpty()
                ? "Give another kernel; the goal inspect says what this one is."
                : "Leave <bootWay> out, or set it to %s.".formatted(others));
  }

  /** Returns the ways by which a kernel boots, as a configuration has them, joined by "or". */
  private static String others(Triage kernel) {
    return kernel.ways().stream()
        .filter(way -> way.answer() == Answer.YES)
        .flatMap(way -> Stream.ofNullable(way.kind().bootWay()))
        .map(BootWay::id)
        .collect(Collectors.joining(" or "));
  }

  private static boolean isXenByMultiboot(Triage kernel, BootWay wanted) {
    return wanted == BootWay.MULTIBOOT
        && kernel.producer().name() == Producer.Name.XEN
        && !kernel.multiboot().isEmpty()
        && kernel.damage() == null;
  }

  private static InputException none(Triage kernel) {
    InputException rejection = kernel.rejection().orElseThrow();
    boolean isElf = kernel.elf() != null || kernel.linux() != null;
    if (!isElf || kernel.damage() != null) {
      return rejection; // what it is says all, and all ways would say the same
    }
    String reasons =
        kernel.ways().stream()
            .filter(way -> way.kind() != Kind.PV_GRUB)
            .map(way -> "  %s: %s. %s".formatted(way.kind().text(), way.reason(), way.wayOut()))
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"));
    return new InputException(
        "%s\nThat is PV-GRUB's reason, and there is no other way for it:\n%s"
            .formatted(rejection.getMessage(), reasons),
        rejection.hint(),
        rejection);
  }

  private static Way row(Triage kernel, Kind kind) {
    return kernel.ways().stream().filter(way -> way.kind() == kind).findFirst().orElseThrow();
  }

  private static Kind kind(BootWay wanted) {
    return switch (wanted) {
      case PVGRUB -> Kind.PV_GRUB;
      case MULTIBOOT -> Kind.MULTIBOOT;
      case SHIM -> Kind.SHIM;
      case PVH -> Kind.PVH;
      case DISK -> throw new IllegalArgumentException("a ready disk has a kernel of its own");
    };
  }
}
