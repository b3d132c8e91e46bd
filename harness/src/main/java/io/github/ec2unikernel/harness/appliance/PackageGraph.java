package io.github.ec2unikernel.harness.appliance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages and what they depend on, as {@code apt-cache depends} prints them. */
final class PackageGraph {

  private static final Pattern HEADER = Pattern.compile("([a-z0-9][a-z0-9+.-]*)");
  private static final Pattern DEPENDS =
      Pattern.compile("\\s+\\|?(?:Pre)?Depends: ([a-z0-9][a-z0-9+.-]*)");

  /** Only these are followed: an appliance needs no Perl, no Python and no init system. */
  private static final Pattern WANTED =
      Pattern.compile(
          "lib.+|zlib1g|xen-hypervisor-[0-9].*-amd64|xen-utils-[0-9].*|xen-utils-common"
              + "|xenstore-utils|grub-common|grub-xen-bin|grub-pc-bin|grub-efi-amd64-bin|busybox-static"
              + "|linux-image-[0-9].*|linux-modules-[0-9].*"
              + "|qemu-system-xen|qemu-system-data|seabios");

  private final Map<String, List<String>> depends = new HashMap<>();

  /** Reads the output of {@code apt-cache depends --recurse}. */
  static PackageGraph parse(String output) {
    PackageGraph graph = new PackageGraph();
    List<String> current = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      Matcher header = HEADER.matcher(line);
      Matcher dependency = DEPENDS.matcher(line);
      if (header.matches()) {
        current = graph.depends.computeIfAbsent(header.group(1), name -> new ArrayList<>());
      } else if (dependency.matches()) {
        current.add(dependency.group(1));
      }
    }
    return graph;
  }

  /** Returns what of the graph has to be fetched for these packages, in alphabetical order. */
  SortedSet<String> closure(Collection<String> seeds) {
    SortedSet<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(seeds);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (WANTED.matcher(name).matches() && !found.add(name)) {
        continue;
      }
      for (String next : depends.getOrDefault(name, List.of())) {
        if (WANTED.matcher(next).matches() && depends.containsKey(next) && !found.contains(next)) {
          open.push(next);
        }
      }
    }
    return found;
  }
}
