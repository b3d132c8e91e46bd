package io.github.ec2unikernel.harness.doctor;

import io.github.ec2unikernel.harness.console.LineAssembler;
import io.github.ec2unikernel.harness.model.EndState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the bytes of EC2's console. They do not tell how the guest ended, but PV-GRUB's lines that
 * come again tell that it rebooted; then the last boot that is there to its end is looked at.
 */
final class ConsoleOutput {

  /** PV-GRUB's, and nobody else's: a unikernel on Mini-OS begins with the same first line. */
  private static final Pattern LOADER = Pattern.compile("^vbd \\d+ is hd0$");

  private static final Pattern BANNER = Pattern.compile("^Xen Minimal OS!");

  private ConsoleOutput() {}

  static Symptoms read(byte[] output) {
    List<String> lines = new ArrayList<>();
    LineAssembler assembler = new LineAssembler(lines::add);
    assembler.accept(ByteBuffer.wrap(output));
    assembler.finish();
    List<Integer> boots = boots(lines);
    if (boots.size() < 2) {
      return new Symptoms(lines, EndState.UNKNOWN, null, List.of(), 0);
    }
    int last = boots.size() - 1;
    List<String> whole = lines.subList(boots.get(last - 1), boots.get(last));
    return new Symptoms(whole, EndState.REBOOTED, null, List.of(), 0);
  }

  /** Returns where PV-GRUB's lines begin: at its banner if that is still there. */
  private static List<Integer> boots(List<String> lines) {
    List<Integer> boots = new ArrayList<>();
    int banner = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (BANNER.matcher(lines.get(i)).find()) {
        banner = i;
      } else if (LOADER.matcher(lines.get(i)).find()) {
        boots.add(banner);
      }
    }
    return boots;
  }
}
