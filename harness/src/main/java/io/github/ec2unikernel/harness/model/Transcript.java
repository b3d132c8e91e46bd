package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The begin and the end of what a guest printed.
 *
 * @param file the file that holds the whole console
 * @param first the first lines
 * @param omitted how many lines came between them and the last ones
 * @param last the last lines; empty if the first are all
 */
public record Transcript(Path file, List<TimedLine> first, long omitted, List<TimedLine> last) {

  /** As many lines as a failure message shows. */
  public static final int TAIL_LINES = 40;

  /** Copies the lists. */
  public Transcript {
    first = List.copyOf(first);
    last = List.copyOf(last);
  }

  /** Returns that of a guest that printed nothing. */
  public static Transcript empty(Path file) {
    return new Transcript(file, List.of(), 0, List.of());
  }

  /** Returns the last lines, oldest first, at most {@link #TAIL_LINES}. */
  public List<String> tail() {
    return tailOnly().last().stream().map(TimedLine::text).toList();
  }

  /** Returns the same with no more than the last lines, at most {@link #TAIL_LINES}. */
  public Transcript tailOnly() {
    List<TimedLine> kept =
        omitted > 0 ? last : Stream.of(first, last).flatMap(List::stream).toList();
    List<TimedLine> tail = kept.subList(Math.max(0, kept.size() - TAIL_LINES), kept.size());
    return new Transcript(file, List.of(), size() - tail.size(), tail);
  }

  /** Returns how many lines there were in all. */
  public long size() {
    return first.size() + omitted + last.size();
  }
}
