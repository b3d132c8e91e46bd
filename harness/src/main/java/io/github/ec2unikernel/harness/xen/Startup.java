package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import io.github.ec2unikernel.harness.xen.warm.SavedState;
import io.github.ec2unikernel.harness.xen.warm.UnfinishedState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a machine comes to life, and where it is saved on the way.
 *
 * @param from the saved machine that it goes on from; null starts it from nothing
 * @param saves what is made of it at the points where it is saved
 * @param memory the file that is its memory if it is saved, as what QEMU alone holds can't be read
 */
record Startup(@Nullable SavedState from, Map<SavePoint, UnfinishedState> saves, Path memory) {

  /** Where QEMU finds the devices that it loads; a POSIX shell knows one digit. */
  private static final int INCOMING = 7;

  /** Copies the map. */
  Startup {
    saves = Map.copyOf(saves);
  }

  /** Returns the start of a machine from nothing, which is not saved. */
  static Startup plain() {
    return new Startup(null, Map.of(), Path.of(""));
  }

  /** Returns the number by which QEMU knows the file that it saves its devices to. */
  static int descriptor(SavePoint point) {
    return switch (point) {
      case READY -> 8;
      case BUILT -> 9;
    };
  }

  /** Returns the name of the machine, with its memory's place. */
  List<String> machine(int megabytes) {
    if (from == null && saves.isEmpty()) {
      return List.of("-machine", "q35");
    }
    boolean shared = !saves.isEmpty();
    Path file = from == null || shared ? memory : from.memory();
    return List.of(
        "-machine",
        "q35,memory-backend=ram,suppress-vmdesc=on",
        "-object",
        "memory-backend-file,id=ram,size="
            + megabytes
            + "M,share="
            + (shared ? "on" : "off")
            + ",mem-path="
            + XenCommand.escaped(file));
  }

  /** Returns the words that name the files of saved devices. */
  List<String> files() {
    List<String> words = new ArrayList<>();
    if (from != null) {
      // what is saved for Xen's own tools has no such section
      words.addAll(List.of("-global", "migration.send-configuration=off"));
      words.addAll(List.of("-incoming", "fd:" + INCOMING));
    }
    for (SavePoint point : new TreeMap<>(saves).keySet()) {
      int number = descriptor(point);
      words.addAll(List.of("-add-fd", "fd=" + number + ",set=" + number));
    }
    return words;
  }

  /**
   * Returns the words in front of the command: QEMU may start no programs and, once it has given
   * root up, may open no files of ours, so a shell opens them for it.
   */
  List<String> opening() {
    List<String> paths = new ArrayList<>();
    StringBuilder opened = new StringBuilder();
    if (from != null) {
      paths.add(from.devices().toString());
      opened.append(' ').append(INCOMING).append("<\"$a\"");
    }
    for (Map.Entry<SavePoint, UnfinishedState> each : new TreeMap<>(saves).entrySet()) {
      paths.add(each.getValue().devices().toString());
      String name = Character.toString('a' + paths.size() - 1);
      opened.append(' ').append(descriptor(each.getKey())).append(">\"$").append(name).append('"');
    }
    if (paths.isEmpty()) {
      return List.of();
    }
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < paths.size(); i++) {
      script.append((char) ('a' + i)).append("=$").append(i + 1).append(' ');
    }
    script.append("; shift ").append(paths.size()).append("; exec \"$@\"").append(opened);
    List<String> words = new ArrayList<>(List.of("sh", "-c", script.toString(), "sh"));
    words.addAll(paths);
    return words;
  }

  /** Removes what was to become saved machines and has not. */
  void discard() {
    saves.values().forEach(UnfinishedState::close);
  }
}
