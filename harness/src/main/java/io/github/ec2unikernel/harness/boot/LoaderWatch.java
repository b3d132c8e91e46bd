package io.github.ec2unikernel.harness.boot;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the boot loader prints, to tell when it gives up. */
final class LoaderWatch {

  /** GRUB sits in its menu for ever after an error; the guest may print such a line early, too. */
  private static final Duration FOR_THE_KERNEL = Duration.ofSeconds(3);

  private static final Pattern FAILS =
      Pattern.compile("^(error: |pvgrub: (no menu|menu.lst has no entry|.* can't be loaded))");

  private static final Pattern GOES_ON = Pattern.compile("^pvgrub: next is fallback entry ");

  private @Nullable Duration failed;
  private String said = "";

  /** Takes a line of a boot loader that has started no kernel yet. */
  void line(String line, Duration now) {
    if (failed == null && FAILS.matcher(line).find()) {
      said = line;
      failed = now;
    } else if (GOES_ON.matcher(line).find()) {
      failed = null;
    }
  }

  /** Tells whether the boot loader failed so long ago that no kernel comes any more. */
  boolean hasGivenUp(Duration now) {
    return failed != null && now.minus(failed).compareTo(FOR_THE_KERNEL) > 0;
  }

  /** Returns the first line that it said of its failure, if it said any. */
  Optional<String> said() {
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }
}
