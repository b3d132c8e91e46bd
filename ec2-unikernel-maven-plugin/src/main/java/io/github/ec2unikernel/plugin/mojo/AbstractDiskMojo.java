package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.image.BootRequest;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.MenuRequest;
import io.github.ec2unikernel.plugin.image.ReadyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What a disk is to be made of, as the project says it. */
abstract class AbstractDiskMojo extends AbstractKernelMojo {

  /**
   * By which way the disk boots: auto, pvgrub, multiboot, shim, pvh or disk. With auto, the kernel
   * decides: PV-GRUB if that boots it, then multiboot, pvh and shim.
   */
  @Parameter(property = "unikernel.bootWay", defaultValue = "auto")
  private @Nullable String bootWay;

  /**
   * A ready disk, raw or as qcow2, VMDK or VHD. It is the image by the boot way disk, which is
   * auto's where no kernel is given. The goals boot and run alone start a raw one as it is, whoever
   * made it, unless the way is said to be disk.
   */
  @Parameter(property = "unikernel.disk")
  private @Nullable String disk;

  /** What is to start a disk that is not for PV-GRUB: bios, uefi or both; bios if not given. */
  @Parameter(property = "unikernel.firmware")
  private @Nullable String firmware;

  /**
   * How a disk for PV-GRUB is laid out: galois, mirage, mirage-wiki, unik or rumprun-ec2; galois if
   * not given.
   */
  @Parameter(property = "unikernel.profile")
  private @Nullable String profile;

  /**
   * A boot menu of the project's own, which is checked against the disk and taken as it is: a
   * menu.lst for PV-GRUB, a grub.cfg for the other ways.
   */
  @Parameter(property = "unikernel.menu")
  private @Nullable String menu;

  /**
   * How long the boot loader waits for a key, in seconds; 1 for PV-GRUB and 0 otherwise, if not
   * given.
   */
  @Parameter(property = "unikernel.timeout")
  private @Nullable String timeout;

  /** The entry to boot, by its number from 0 or its title; the first if not given. */
  @Parameter(name = "default", property = "unikernel.default")
  private @Nullable String defaultEntry;

  /** The entry to boot where that one can't be loaded, by its number or title. */
  @Parameter(property = "unikernel.fallback")
  private @Nullable String fallback;

  /**
   * Further files on the disk, each with source and target, its path there. User property:
   * unikernel.files, as SOURCE:TARGET with commas.
   */
  @Parameter private @Nullable List<FileConfiguration> files;

  /** Takes {@code <default>}, which can't be a field's name. */
  public void setDefault(String entry) {
    defaultEntry = entry;
  }

  /**
   * Returns how the image is to boot and of what it is made.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  protected final ImageChoice imageChoice() {
    return ImageChoice.of(settings(), bootWay, firmware, disk, hasKernel());
  }

  /**
   * Returns which ready disk is to become the image.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if something is said of what is on
   *     it
   */
  protected final ReadyRequest readyRequest(Path target) {
    refuseKernelsBesideDisk();
    refuseBesideDisk("profile", profile);
    refuseBesideDisk("menu", menu);
    refuseBesideDisk("timeout", timeout);
    refuseBesideDisk("default", defaultEntry);
    refuseBesideDisk("fallback", fallback);
    refuseBesideDisk("files", files == null ? null : files.size() + " files");
    ImageChoice choice = imageChoice();
    return new ReadyRequest(Objects.requireNonNull(choice.disk()), choice.firmwares(), target);
  }

  /** Returns what the disk is to be made of. */
  protected final ImageRequest request(Path target) {
    ImageChoice choice = imageChoice();
    return new ImageRequest(
        new BootChoices(settings()).profile(profile),
        new BootRequest(choice.way(), choice.firmwares()),
        kernels(),
        menu(),
        FileConfiguration.requests(settings(), files),
        target,
        OutputTimestamp.of(settings()));
  }

  private MenuRequest menu() {
    Settings settings = settings();
    boolean timed = settings.text("unikernel.timeout", timeout) != null;
    return new MenuRequest(
        settings.path("unikernel.menu", menu),
        timed ? settings.integer("unikernel.timeout", timeout, 0) : null,
        settings.text("unikernel.default", defaultEntry),
        settings.text("unikernel.fallback", fallback));
  }
}
