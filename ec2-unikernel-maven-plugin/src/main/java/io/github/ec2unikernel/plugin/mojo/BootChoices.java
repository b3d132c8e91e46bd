package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.image.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code <bootWay>}, {@code <firmware>} and {@code <profile>}. */
record BootChoices(Settings settings) {

  /** Returns the way that is asked for, or null if the kernel decides. */
  @Nullable BootWay way(@Nullable String configured) {
    Map<String, Optional<BootWay>> ways = new LinkedHashMap<>();
    ways.put("auto", Optional.empty());
    for (BootWay each : BootWay.values()) {
      ways.put(each.id(), Optional.of(each));
    }
    return settings
        .choice("unikernel.bootWay", configured, Optional.<BootWay>empty(), ways)
        .orElse(null);
  }

  /** Returns the firmwares that are asked for, or none. */
  Set<Firmware> firmwares(@Nullable String configured) {
    Map<String, Set<Firmware>> choices = new LinkedHashMap<>();
    choices.put("bios", Set.of(Firmware.BIOS));
    choices.put("uefi", Set.of(Firmware.UEFI));
    choices.put("both", Set.of(Firmware.BIOS, Firmware.UEFI));
    return settings.choice("unikernel.firmware", configured, Set.of(), choices);
  }

  /** Returns the layout that is asked for, or null. */
  @Nullable Profile profile(@Nullable String configured) {
    Map<String, Optional<Profile>> profiles = new LinkedHashMap<>();
    for (Profile each : Profile.all()) {
      profiles.put(each.id(), Optional.of(each));
    }
    return settings
        .choice("unikernel.profile", configured, Optional.<Profile>empty(), profiles)
        .orElse(null);
  }
}
