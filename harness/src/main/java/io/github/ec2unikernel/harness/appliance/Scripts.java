package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.kernel.KernelUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Our own part of the appliance: what dom0 and GRUB run, and the lists of what they need. */
final class Scripts {

  /** The classes that say what an appliance is made of. */
  private static final List<Class<?>> MAKERS =
      List.of(
          AptPackages.class,
          UnpackedPackages.class,
          PackageGraph.class,
          PackageRoot.class,
          ApplianceBuilder.class,
          GrubMaker.class,
          KernelModules.class,
          InitramfsWriter.class,
          CpioArchive.class);

  private static final List<String> NAMES =
      List.of(
          "dom0/init",
          "dom0/job",
          "dom0/block",
          "dom0/vif-bridge",
          "dom0/xl.conf",
          "dom0/modules",
          "dom0/modules.disk",
          "dom0/modules.ext4",
          "dom0/modules.net",
          "dom0/applets",
          "grub/grub.cfg",
          "grub/modules");

  private static final List<Class<?>> HVM_MAKERS =
      List.of(
          AptPackages.class,
          UnpackedPackages.class,
          PackageGraph.class,
          PackageRoot.class,
          DeviceModelBuilder.class,
          CpioArchive.class);

  private static final List<Class<?>> LOADER_MAKERS =
      List.of(
          AptPackages.class,
          UnpackedPackages.class,
          PackageGraph.class,
          PackageRoot.class,
          LoaderBuilder.class,
          GrubMaker.class);

  private static final List<String> LOADER_NAMES =
      List.of("grub/modules.bios", "grub/modules.efi", "grub/efi.cfg");

  private static final List<String> HVM_NAMES = List.of("hvm/device-model", "hvm/guest.cfg");

  private Scripts() {}

  /** Returns a script's bytes by its name, {@code dom0/init} for one. */
  static byte[] read(String name) {
    try (InputStream in = Scripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words of a list. */
  static List<String> words(String name) {
    return List.of(new String(read(name), StandardCharsets.UTF_8).strip().split("\\s+"));
  }

  /** Returns the classes whose code the digest covers. */
  static List<Class<?>> makers() {
    return Stream.concat(MAKERS.stream(), KernelUnpacker.makers().stream()).toList();
  }

  /** Returns a digest of an appliance's scripts and of what makes it: 16 hex digits. */
  static String digest() {
    return digest(makers(), NAMES);
  }

  /** Returns the same of the programs for HVM guests. */
  static String hvmDigest() {
    return digest(HVM_MAKERS, HVM_NAMES);
  }

  /** Returns the same of what HVM disks start with. */
  static String loaderDigest() {
    return digest(LOADER_MAKERS, LOADER_NAMES);
  }

  /** Returns the same of UEFI for QEMU's machines. */
  static String uefiDigest() {
    return digest(
        List.of(AptPackages.class, UnpackedPackages.class, PackageRoot.class, UefiBuilder.class),
        List.of());
  }

  private static String digest(List<Class<?>> makers, List<String> names) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> maker : makers) {
        digest.update(read("/" + maker.getName().replace('.', '/') + ".class"));
      }
      for (String name : names) {
        digest.update(read(name));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
