package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Takes as much of a console as a page of less than 1 MB has room for. */
final class ConsoleExcerpt {

  /** The begin's part of the page, and the end's, in bytes. */
  static final int ROOM = 400_000;

  /** What the page adds to each line, in bytes. */
  private static final int FRAME = 160;

  private ConsoleExcerpt() {}

  /** Returns the begin and the end of the transcript, and how much lies between them. */
  static Transcript of(Transcript transcript) {
    List<TimedLine> first = fitting(transcript.first());
    boolean whole = first.size() == transcript.first().size();
    if (transcript.omitted() == 0 && !whole) {
      List<TimedLine> all =
          Stream.of(transcript.first(), transcript.last()).flatMap(List::stream).toList();
      List<TimedLine> last = fittingEnd(all.subList(first.size(), all.size()));
      return withLines(transcript, first, last);
    }
    return withLines(transcript, first, fittingEnd(transcript.last()));
  }

  /** Tells whether a line is in an excerpt, by its number from 1. */
  static boolean has(Transcript excerpt, long line) {
    return line <= excerpt.first().size() || line > excerpt.first().size() + excerpt.omitted();
  }

  private static Transcript withLines(
      Transcript transcript, List<TimedLine> first, List<TimedLine> last) {
    long omitted = transcript.size() - first.size() - last.size();
    return new Transcript(transcript.file(), first, omitted, last);
  }

  private static List<TimedLine> fitting(List<TimedLine> lines) {
    int room = ROOM;
    int count = 0;
    while (count < lines.size() && (room -= size(lines.get(count))) >= 0) {
      count++;
    }
    return lines.subList(0, count);
  }

  private static List<TimedLine> fittingEnd(List<TimedLine> lines) {
    List<TimedLine> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    int count = fitting(reversed).size();
    return lines.subList(lines.size() - count, lines.size());
  }

  private static int size(TimedLine line) {
    return FRAME + VisibleText.of(line.text()).codePoints().map(ConsoleExcerpt::size).sum();
  }

  /** Returns the bytes of a character in the page, escaped and in UTF-8. */
  private static int size(int character) {
    return switch (character) {
      case '&' -> 5;
      case '<', '>' -> 4;
      default -> character < 0x80 ? 1 : 4;
    };
  }
}
