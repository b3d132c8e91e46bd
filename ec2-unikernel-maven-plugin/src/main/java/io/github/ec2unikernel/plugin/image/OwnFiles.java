package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.BootWay;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a layout of a disk has to say about the files that a project puts there.
 *
 * @param owner the layout, for messages: {@code profile galois}
 * @param menu what its boot menu is called: {@code menu.lst}
 * @param paths where files of its own lie
 * @param required paths of files that the project has to give
 */
record OwnFiles(String owner, String menu, Set<String> paths, List<String> required) {

  /** Returns those of a profile. */
  static OwnFiles of(Profile profile) {
    Set<String> paths = new HashSet<>(profile.menu().paths());
    paths.addAll(profile.companions().keySet());
    return new OwnFiles(
        "profile " + profile.id(), "menu.lst", Set.copyOf(paths), profile.requiredFiles());
  }

  /** Returns those of a disk with GRUB 2. */
  static OwnFiles of(BootWay way) {
    Set<String> paths =
        switch (way) {
          case SHIM -> Set.of(HvmPlan.CONFIG_PATH, HvmEntry.SHIM);
          case PVH -> Set.of(HvmPlan.CONFIG_PATH, HvmEntry.PVH_STUB);
          default -> Set.of(HvmPlan.CONFIG_PATH);
        };
    return new OwnFiles("boot way " + way.id(), "grub.cfg", paths, List.of());
  }
}
