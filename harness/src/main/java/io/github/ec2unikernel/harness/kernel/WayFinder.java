package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.kernel.Way.Answer;
import io.github.ec2unikernel.harness.kernel.Way.Kind;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says for each way to boot on EC2 whether it is a kernel's, why, and what can be done. */
final class WayFinder {

  private static final String DAMAGED = "the file is damaged";
  private static final String AGAIN = "Build it again or copy it again, whole.";
  private static final String NOTHING = "it has nothing to load";
  private static final Set<Producer.Name> HYPERVISORS =
      Set.of(Producer.Name.XEN, Producer.Name.XEN_SHIM);

  private final String name;
  private final Triage.Result result;
  private final Producer producer;
  private final @Nullable XenFacts facts;
  private final @Nullable ElfImage image;
  private final List<Multiboot> multiboot;
  private final @Nullable LinuxBoot linux;
  private final @Nullable Solo5 solo5;

  WayFinder(
      String name,
      Triage.Result result,
      Producer producer,
      @Nullable XenFacts facts,
      @Nullable ElfImage image,
      List<Multiboot> multiboot,
      @Nullable LinuxBoot linux,
      @Nullable Solo5 solo5) {
    this.name = name;
    this.result = result;
    this.producer = producer;
    this.facts = facts;
    this.image = image;
    this.multiboot = multiboot;
    this.linux = linux;
    this.solo5 = solo5;
  }

  List<Way> all() {
    return List.of(pvGrub(), byMultiboot(), byPvh(), byShim(), asLinux());
  }

  private Way pvGrub() {
    Kernel kernel = result.kernel();
    if (kernel == null) {
      InputException rejection = Objects.requireNonNull(result.rejection());
      return no(Kind.PV_GRUB, clause(rejection.getMessage()), rejection.hint());
    }
    return yes(Kind.PV_GRUB, "it is a 64-bit Xen PV kernel; " + here(kernel));
  }

  /** Returns the message as a clause about the kernel. */
  private String clause(String message) {
    String subject = "The kernel " + name + " ";
    String clause =
        message.startsWith(subject) ? "it " + message.substring(subject.length()) : message;
    return clause.endsWith(".") ? clause.substring(0, clause.length() - 1) : clause;
  }

  private static String here(Kernel kernel) {
    List<Loader> loaders = kernel.loaders();
    if (loaders.isEmpty()) {
      return "no loader here reads it as it is packed, so a boot here needs it unpacked or gzipped";
    }
    if (loaders.get(0) == Loader.PVGRUB) {
      return "here pvgrub boots it";
    }
    String why =
        kernel.style() == Kernel.Style.XEN_GUEST_SECTION
            ? "GRUB 2 hands more page tables over than a kernel of the old style expects"
            : kernel.paddrIsVirtual()
                ? "its segments give virtual addresses as physical ones, for which GRUB 2 says \"out of memory\""
                : "GRUB 2 does not read how it is packed";
    return "here libxl loads it, as " + why;
  }

  private boolean isDamaged() {
    return image != null && image.damage() != null;
  }

  private boolean loadsNothing() {
    return image == null || image.loadSegments().isEmpty();
  }

  private Way byMultiboot() {
    if (isDamaged()) {
      return no(Kind.MULTIBOOT, DAMAGED, AGAIN);
    }
    if (multiboot.isEmpty()) {
      return no(Kind.MULTIBOOT, "it has no multiboot header", "");
    }
    if (HYPERVISORS.contains(producer.name())) {
      return no(
          Kind.MULTIBOOT,
          "it is a hypervisor, which boots only with a guest of its own",
          producer.name() == Producer.Name.XEN
              ? "Give that guest's kernel and ramdisk in <modules>, and <bootWay>multiboot</bootWay>."
              : "");
    }
    String drivers =
        solo5 != null
            ? "; Solo5 drives virtio devices, which EC2 does not have: disk and network are missing"
            : "; it needs drivers for EC2's devices (Xen's PV ones, or NVMe and ENA)";
    Multiboot header = multiboot.get(0);
    return yes(
        Kind.MULTIBOOT,
        "it has a multiboot %d header at offset 0x%x".formatted(header.version(), header.offset())
            + drivers);
  }

  private Way byPvh() {
    if (isDamaged()) {
      return no(Kind.PVH, DAMAGED, AGAIN);
    }
    if (facts == null || !facts.pvhEntry()) {
      return no(Kind.PVH, "it has no PVH entry (the note PHYS32_ENTRY)", "");
    }
    if (producer.name() == Producer.Name.XEN || producer.name() == Producer.Name.XEN_SHIM) {
      return no(Kind.PVH, "it is a hypervisor, which boots only with a guest of its own", "");
    }
    if (loadsNothing()) {
      return no(Kind.PVH, NOTHING, "");
    }
    return yes(
        Kind.PVH, "it has a PVH entry; it needs Xen below it: T2, M4 and their age, not Nitro");
  }

  private Way byShim() {
    if (isDamaged()) {
      return no(Kind.SHIM, DAMAGED, AGAIN);
    }
    if (facts == null || facts.isPvhOnly()) {
      return no(Kind.SHIM, "the shim runs Xen PV kernels, which this is not", "");
    }
    ElfIdentity identity = image == null ? null : image.identity();
    if (identity == null || !identity.isX86With64Bits()) {
      return no(Kind.SHIM, "the shim runs 64-bit x86 kernels, which this is not", "");
    }
    if (!facts.asksForKnownLoader() || !facts.isForXen3()) {
      return no(Kind.SHIM, "no Xen loads it, for the reason that PV-GRUB does not", "");
    }
    if (loadsNothing()) {
      return no(Kind.SHIM, NOTHING, "");
    }
    return yes(
        Kind.SHIM, "it is a Xen PV kernel; the shim needs Xen below it: T2, M4 and their age");
  }

  private Way asLinux() {
    boolean isLinux = producer.name() == Producer.Name.LINUX;
    if (linux != null && isLinux) {
      return no(
          Kind.LINUX,
          "it is Linux by boot protocol %s, and this plugin builds no Linux disks"
              .formatted(linux.protocolVersion()),
          "Take a Linux image builder for that.");
    }
    return no(
        Kind.LINUX,
        isLinux ? "it is Linux without the boot protocol's header (no bzImage)" : "it is not Linux",
        isLinux ? "Take the bzImage, and a Linux image builder." : "");
  }

  private static Way no(Kind kind, String reason, String wayOut) {
    return new Way(kind, Answer.NO, reason, wayOut);
  }

  private static Way yes(Kind kind, String reason) {
    return new Way(kind, Answer.YES, reason, "");
  }
}
