package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.plugin.terminal.Screen;
import java.nio.ByteBuffer;
import org.apache.maven.plugin.logging.Log;

/** Shows what a guest prints, and says little else. */
final class RunLog implements BootListener {

  private final Log log;
  private final Screen screen;

  RunLog(Log log, Screen screen) {
    this.log = log;
    this.screen = screen;
  }

  /** Tells a person how the guest is left, before anything of it is seen. */
  void keys() {
    log.info("Keys go to the guest; Ctrl-C or Ctrl-] ends it.");
  }

  /** Tells which ports lead to the guest. */
  void ports(Machine machine, LiveGuest guest) {
    for (Network network : machine.networks()) {
      network.forwards().stream()
          .filter(each -> each.protocol() == PortForward.Protocol.TCP)
          .map(PortForward::guestPort)
          .forEach(
              port ->
                  log.info("127.0.0.1:" + guest.port(port) + " leads to the guest's port " + port));
    }
  }

  @Override
  public void step(String what) {
    log.info("Boot appliance, made once: " + what);
  }

  @Override
  public void starting(String setup) {
    log.info("Running: " + setup);
  }

  @Override
  public void warning(String what) {
    log.warn(what);
  }

  @Override
  public void printed(ByteBuffer bytes) {
    screen.bytes(bytes);
  }

  @Override
  public void line(String line) {
    screen.line(line);
  }
}
