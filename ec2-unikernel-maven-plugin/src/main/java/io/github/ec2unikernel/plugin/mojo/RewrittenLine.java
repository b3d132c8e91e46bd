package io.github.ec2unikernel.plugin.mojo;

import java.io.Console;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** A line of Maven's log that is written over by the next one like it, where that can be. */
final class RewrittenLine {

  // The logger has begun a new line with its level: this empties that line and goes to the end of
  // the level in the one before.
  private static final String OVER = "\u001b[2K\u001b[1A\u001b[K";

  private final Log log;
  private final boolean possible;
  private boolean stands;

  /**
   * Creates one.
   *
   * @param possible whether the log goes to a terminal, and nobody else writes there
   */
  RewrittenLine(Log log, boolean possible) {
    this.log = log;
    this.possible = possible;
  }

  /** Returns whether a session's log goes to a terminal that only one project writes to. */
  static boolean isPossible(MavenSession session) {
    String terminal = System.getenv("TERM");
    return hasTerminal()
        && terminal != null
        && !terminal.equals("dumb")
        && System.getenv("CI") == null
        && session.getRequest().isInteractiveMode()
        && session.getRequest().getDegreeOfConcurrency() <= 1;
  }

  // From Java 22 on there is a console without a terminal too, and a method that tells.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Returns whether lines are written over. */
  boolean isPossible() {
    return possible;
  }

  /** Writes it, over the one before if that is the newest line. */
  void write(String text) {
    log.info(stands ? OVER + text : text);
    stands = possible;
  }

  /** Notes that another line follows, so that it stays. */
  void leave() {
    stands = false;
  }
}
