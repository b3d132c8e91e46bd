package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** Puts a boot into words as it goes on. */
final class BootLog implements BootListener {

  /** A guest that floods its console must not fill the build's log, in lines. */
  static final int MOST_LINES = 5000;

  private final Log log;

  private final boolean knowsDisk;

  private long lines;

  /**
   * Creates one.
   *
   * @param knowsDisk whether it was told already what PV-GRUB takes from the disk
   */
  BootLog(Log log, boolean knowsDisk) {
    this.log = log;
    this.knowsDisk = knowsDisk;
  }

  /** Tells the bytes of a volume that is about to boot, which may read its file for that. */
  void volume(MappedVolume volume) {
    log.info(
        "With %s as %s, SHA-256 %s"
            .formatted(volume.image().file(), volume.device(), volume.image().sha256()));
  }

  /** Tells the instance type that the boot comes near to. */
  void nearTo(String type) {
    log.info("The boot comes as near as it can to " + type);
  }

  @Override
  public void step(String what) {
    log.info("Boot appliance, made once: " + what);
  }

  @Override
  public void resolved(String what) {
    if (!knowsDisk) {
      log.info(what);
    }
  }

  @Override
  public void starting(String setup) {
    log.info("Booting: " + setup);
  }

  @Override
  public void warning(String what) {
    log.warn(what);
  }

  @Override
  public void reached(Phase phase) {
    log.info(
        String.format(Locale.ROOT, "%6.2f s  %s", phase.at().toMillis() / 1000.0, phase.name()));
  }

  @Override
  public void probed(ProbeResult result) {
    log.info("probe | " + result.probe() + ": " + result.detail());
  }

  @Override
  public void line(String line) {
    lines++;
    if (lines <= MOST_LINES) {
      log.info("guest | " + line);
    } else if (lines == MOST_LINES + 1) {
      log.info("The guest goes on; all of its lines are in console.log.");
    }
  }
}
