package io.github.ec2unikernel.plugin.aws;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PV-GRUB that EC2 boots a PV machine image with.
 *
 * @param id its AKI id
 * @param name its name, {@code pv-grub-hd0_VERSION-x86_64.gz}
 * @param version the numbers of its version, 1 and 5 for 1.05; none if it was asked for by its id
 *     and is none that would be chosen
 */
public record PvGrubKernel(String id, String name, List<Integer> version) {

  // Older ones don't look for a menu on a partition when started as hd0.
  private static final List<Integer> OLDEST = List.of(1, 4);
  private static final Pattern NAME =
      Pattern.compile("pv-grub-hd0_([0-9]{1,6}(?:\\.[0-9]{1,6})*)-x86_64\\.gz");
  private static final Pattern ASKED = Pattern.compile("pv-grub-hd00?_[0-9][0-9.]*-x86_64\\.gz");
  private static final Comparator<List<Integer>> BY_NUMBERS =
      (a, b) ->
          Arrays.compare(
              a.stream().mapToInt(Integer::intValue).toArray(),
              b.stream().mapToInt(Integer::intValue).toArray());

  /**
   * Returns a kernel that somebody asked for by its id, an hd00 among them, or empty if it isn't
   * the name of an x86-64 PV-GRUB.
   */
  public static Optional<PvGrubKernel> asked(String id, String name) {
    return parse(id, name)
        .or(
            () ->
                ASKED.matcher(name).matches()
                    ? Optional.of(new PvGrubKernel(id, name, List.of()))
                    : Optional.empty());
  }

  /** Returns the kernel of that name, or empty if it isn't the name of a usable PV-GRUB. */
  public static Optional<PvGrubKernel> parse(String id, String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Integer> version =
        Arrays.stream(matcher.group(1).split("\\.", -1)).map(Integer::valueOf).toList();
    return BY_NUMBERS.compare(version, OLDEST) < 0
        ? Optional.empty()
        : Optional.of(new PvGrubKernel(id, name, version));
  }

  /** Orders by version as numbers, so that 1.10 is newer than 1.9; equal ones by id. */
  static Comparator<PvGrubKernel> byVersion() {
    return Comparator.comparing(PvGrubKernel::version, BY_NUMBERS).thenComparing(PvGrubKernel::id);
  }
}
