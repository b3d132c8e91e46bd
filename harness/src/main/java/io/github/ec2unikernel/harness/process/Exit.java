package io.github.ec2unikernel.harness.process;

/**
 * How a command ended.
 *
 * @param code its exit code
 * @param output what it printed, standard output and error together, the last {@link
 *     ProcessRunner#MOST_OUTPUT} bytes
 * @param timedOut whether it was ended because its time was up
 */
public record Exit(int code, String output, boolean timedOut) {

  /** Tells whether it ended by itself with code 0. */
  public boolean succeeded() {
    return code == 0 && !timedOut;
  }
}
