package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.util.Map;

/** What becomes of a connection. */
record Reply(Response response, Ending ending) {

  private static final Response NONE = new Response(500, Map.of(), new byte[0]);

  /** How much of an answer is sent. */
  enum Ending {
    /** All of it. */
    WHOLE,
    /** Half of the body, then the connection ends. */
    CUT,
    /** Nothing, and the connection ends. */
    RESET,
    /** Nothing, and the connection stays open. */
    SILENCE
  }

  static Reply of(Response response) {
    return new Reply(response, Ending.WHOLE);
  }

  static Reply without(Ending ending) {
    return new Reply(NONE, ending);
  }
}
