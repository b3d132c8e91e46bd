package io.github.ec2unikernel.harness.console;

import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Transcript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the first and the last lines of a console in memory, however much there is of it. */
public final class TranscriptRecorder {

  /** As many lines of the begin are kept, and as many of the end. */
  static final int MOST_LINES = 2000;

  /** As much text of the begin is kept, and as much of the end, in characters. */
  static final int MOST_CHARACTERS = 256 << 10;

  private final List<TimedLine> first = new ArrayList<>();
  private final Deque<TimedLine> last = new ArrayDeque<>();
  private int charactersOfFirst;
  private int charactersOfLast;
  private long omitted;

  /** Creates one that has heard nothing yet. */
  public TranscriptRecorder() {}

  /** Adds a line that came at a time since the start of the machine. */
  public void add(String text, Duration at) {
    TimedLine line = new TimedLine(at, text);
    boolean room =
        first.size() < MOST_LINES && charactersOfFirst + text.length() <= MOST_CHARACTERS;
    if (last.isEmpty() && room) {
      first.add(line);
      charactersOfFirst += text.length();
      return;
    }
    last.addLast(line);
    charactersOfLast += text.length();
    while (last.size() > MOST_LINES || charactersOfLast > MOST_CHARACTERS) {
      charactersOfLast -= last.removeFirst().text().length();
      omitted++;
    }
  }

  /**
   * Returns what was heard so far.
   *
   * @param file the file that holds all of it
   */
  public Transcript transcript(Path file) {
    return new Transcript(file, first, omitted, List.copyOf(last));
  }
}
