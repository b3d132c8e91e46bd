package io.github.ec2unikernel.harness.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an image launches and where not, each in at most 255 characters, as the values of two tags.
 * Groups of families stand for their members; where a group is of both kinds, the fewer are named.
 *
 * @param on where it may launch, by all that is known
 * @param notOn where it can't
 */
public record FamilySummary(String on, String notOn) {

  private static final int LONGEST = 255;
  private static final String MORE = " and others";

  /** Returns the summary of an image. */
  public static FamilySummary of(LaunchImage image) {
    LaunchJudge judge = new LaunchJudge(image);
    Map<Group, List<String>> on = new LinkedHashMap<>();
    Map<Group, List<String>> notOn = new LinkedHashMap<>();
    for (InstanceType family : InstanceFamilies.all()) {
      boolean launches = judge.answer(family).outcome() != Outcome.NEVER;
      (launches ? on : notOn)
          .computeIfAbsent(Group.of(family), group -> new ArrayList<>())
          .add(family.name());
    }
    return new FamilySummary(text(on, notOn), text(notOn, on));
  }

  // Letters, digits, spaces and + - = . _ : / @ are what every service of AWS takes in a tag.
  private static String text(Map<Group, List<String>> these, Map<Group, List<String>> others) {
    List<String> parts = new ArrayList<>();
    for (Group group : Group.values()) {
      List<String> names =
          these.getOrDefault(group, List.of()).stream().sorted(new FamilyOrder()).toList();
      List<String> rest =
          others.getOrDefault(group, List.of()).stream().sorted(new FamilyOrder()).toList();
      if (names.isEmpty()) {
        continue;
      }
      if (rest.isEmpty()) {
        parts.add(group.text);
      } else if (names.size() <= rest.size()) {
        parts.add(String.join(" ", names));
      } else {
        parts.add(group.text + " but " + String.join(" ", rest));
      }
    }
    String all = parts.isEmpty() ? "none" : String.join(" / ", parts);
    return all.length() <= LONGEST
        ? all
        : all.substring(0, all.lastIndexOf(' ', LONGEST - MORE.length())) + MORE;
  }

  /** Families that are mostly of one mind. */
  private enum Group {
    NITRO("Nitro: t3 m5 c5 r5 and newer"),
    XEN_HVM("Xen HVM: t2 m4 c4 r4 i3 and older"),
    XEN_BOTH("Xen PV and HVM: m3 c3 hs1"),
    XEN_PV("Xen PV: t1 m1 m2 c1"),
    ARM("Arm: t4g m6g c7g and others");

    private final String text;

    Group(String text) {
      this.text = text;
    }

    static Group of(InstanceType family) {
      if (!family.x86()) {
        return ARM;
      }
      if (family.hypervisors().size() > 1) {
        return XEN_BOTH;
      }
      return switch (family.hypervisors().iterator().next()) {
        case XEN_PV -> XEN_PV;
        case XEN_HVM -> XEN_HVM;
        case NITRO -> NITRO;
      };
    }
  }
}
