package io.github.ec2unikernel.harness.process;

/**
 * How a command ended.
 *
 * @param code its exit code
 * @param answer what it printed to its standard output, the last {@link ProcessRunner#MOST_OUTPUT}
 *     bytes
 * @param errors what it printed to its standard error, as many bytes at most
 * @param timedOut whether it was ended because its time was up
 */
public record Exit(int code, String answer, String errors, boolean timedOut) {

  /** Tells whether it ended by itself with code 0. */
  public boolean succeeded() {
    return code == 0 && !timedOut;
  }

  /** Returns all that it printed, for people: first its answer, then its errors. */
  public String output() {
    return answer + errors;
  }
}
