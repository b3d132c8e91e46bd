package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.BackendOffer;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.harness.qemu.QemuOffer;
import io.github.ec2unikernel.harness.xen.XenBackend;
import io.github.ec2unikernel.harness.xen.XenOffer;
import io.github.ec2unikernel.harness.xlhost.XlOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The backends that guests run on here. One that is named is taken or the boot fails; otherwise it
 * is the first that can run the guest and is there.
 */
public final class Backends {

  /** The name that leaves the choice to the guest. */
  public static final String AUTO = "auto";

  /** The name of Xen in QEMU, which runs PV kernels on every machine. */
  public static final String XEN = XenBackend.ID;

  private static final String PROPERTY = "unikernel.boot.backend";

  private final List<BackendOffer> offers;

  /** Creates the choice among some, in the order in which they are preferred. */
  Backends(List<BackendOffer> offers) {
    this.offers = List.copyOf(offers);
  }

  /** Returns all there are: Xen first, as only it runs PV kernels. */
  public static Backends of(BootOptions options, ApplianceListener listener) {
    return new Backends(
        List.of(
            new XenOffer(options.cache(), options.offline(), options.warm(), listener),
            new QemuOffer(options.cache(), options.offline(), listener),
            new XlOffer(options.xenHost(), options.cache(), options.offline(), listener)));
  }

  /**
   * Chooses one for a guest.
   *
   * @param name a backend's name, or {@link #AUTO}
   * @throws InputException if there is none of that name, or it can't run the guest
   * @throws EnvironmentException if one that could is not there
   */
  public BackendOffer choose(String name, Guest guest) {
    if (name.equals(AUTO)) {
      return first(guest);
    }
    BackendOffer named =
        offers.stream()
            .filter(each -> each.id().equals(name))
            .findFirst()
            .orElseThrow(unknown(name));
    Optional<? extends ProblemException> against = against(named, guest);
    if (against.isPresent()) {
      throw told(named.id() + ": " + against.get().getMessage(), against.get());
    }
    return named;
  }

  /**
   * Gets one ready, whatever guest there will be.
   *
   * @param name a backend's name, or {@link #AUTO} for the first that can be had
   * @throws InputException if there is none of that name
   * @throws EnvironmentException if it can't be had, or none of all
   */
  public Backend open(String name) {
    List<BackendOffer> wanted =
        offers.stream().filter(each -> name.equals(AUTO) || each.id().equals(name)).toList();
    if (wanted.isEmpty()) {
      throw unknown(name).get();
    }
    List<EnvironmentException> problems = new ArrayList<>();
    for (BackendOffer each : wanted) {
      try {
        Optional<EnvironmentException> absence = each.absence();
        if (absence.isEmpty()) {
          return each.open();
        }
        problems.add(absence.get());
      } catch (EnvironmentException e) {
        problems.add(e);
      }
    }
    throw problems.get(0); // the others are what one falls back to
  }

  private Supplier<InputException> unknown(String name) {
    List<String> ids = offers.stream().map(BackendOffer::id).toList();
    return () ->
        new InputException(
            "<boot><backend> is '" + name + "'",
            "Give " + AUTO + " or one of " + String.join(", ", ids) + " (" + PROPERTY + ").");
  }

  private BackendOffer first(Guest guest) {
    List<String> reasons = new ArrayList<>();
    Optional<? extends ProblemException> decisive = Optional.empty();
    List<BackendOffer> open = offers.stream().filter(each -> !each.isOnlyByName(guest)).toList();
    for (BackendOffer each : open) {
      Optional<? extends ProblemException> against = against(each, guest);
      if (against.isEmpty()) {
        return each;
      }
      reasons.add(each.id() + ": " + against.get().getMessage());
      if (decisive.isEmpty() || (isAbsence(against.get()) && !isAbsence(decisive.get()))) {
        decisive = against;
      }
    }
    throw told(
        "no backend here runs " + guest.name() + ". " + String.join(". ", reasons),
        decisive.orElseThrow());
  }

  /** What a guest needs comes first: that the wrong backend is missing does not matter. */
  private static Optional<? extends ProblemException> against(BackendOffer offer, Guest guest) {
    Optional<InputException> refusal = offer.refusal(guest);
    return refusal.isPresent() ? refusal : offer.absence();
  }

  private static boolean isAbsence(ProblemException problem) {
    return problem instanceof EnvironmentException;
  }

  private static ProblemException told(String message, ProblemException cause) {
    return isAbsence(cause)
        ? new EnvironmentException(message, cause.hint(), cause)
        : new InputException(message, cause.hint(), cause);
  }
}
