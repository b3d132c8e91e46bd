package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.ProbeResult;
import java.nio.ByteBuffer;

/**
 * Keeps a guest's lines for its readers, and passes all that is told on.
 *
 * @param console gets the lines
 * @param listener is told everything
 */
record ConsoleTap(LiveConsole console, BootListener listener) implements BootListener {

  @Override
  public void step(String what) {
    listener.step(what);
  }

  @Override
  public void resolved(String what) {
    listener.resolved(what);
  }

  @Override
  public void starting(String setup) {
    listener.starting(setup);
  }

  @Override
  public void warning(String what) {
    listener.warning(what);
  }

  @Override
  public void reached(Phase phase) {
    listener.reached(phase);
  }

  @Override
  public void probed(ProbeResult result) {
    listener.probed(result);
  }

  @Override
  public void printed(ByteBuffer bytes) {
    listener.printed(bytes);
  }

  @Override
  public void begun(String line) {
    console.begun(line);
    listener.begun(line);
  }

  @Override
  public void line(String line) {
    console.add(line);
    listener.line(line);
  }
}
