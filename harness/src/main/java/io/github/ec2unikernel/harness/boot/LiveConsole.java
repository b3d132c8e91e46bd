package io.github.ec2unikernel.harness.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last lines of a guest's console, for readers that wait for the next. */
final class LiveConsole {

  /** A guest that floods its console must not fill the memory, in characters. */
  static final int MOST_CHARACTERS = 1 << 20;

  /** An empty line needs memory, too, in characters. */
  private static final int PER_LINE = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private long first;
  private long characters;
  private String partial = "";
  private boolean closed;

  /** A line, or one that is not ended yet, which the pattern was found in, and its number. */
  record Found(String line, long number) {}

  /** Adds a line, which takes the place of what was begun. */
  void add(String line) {
    locked(
        () -> {
          partial = "";
          lines.addLast(line);
          characters += line.length() + PER_LINE;
          while (characters > MOST_CHARACTERS) {
            characters -= lines.removeFirst().length() + PER_LINE;
            first++;
          }
        });
  }

  /** Takes a line that has begun and does not go on for now. */
  void begun(String line) {
    locked(() -> partial = line);
  }

  /** Nothing more comes. */
  void close() {
    locked(() -> closed = true);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the lines that are kept, oldest first, with the one that is not ended. */
  List<String> lines() {
    lock.lock();
    try {
      List<String> all = new ArrayList<>(lines);
      if (!partial.isEmpty()) {
        all.add(partial);
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a line.
   *
   * @param from the number of the first line to look at; the console's first is 0
   * @return the line, or nothing if the time is up or nothing more can come
   */
  Optional<Found> await(Pattern pattern, long from, long nanoseconds) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanoseconds;
      long next = from;
      while (true) {
        Optional<Found> found = find(pattern, Math.max(next, first));
        if (found.isPresent() || closed || left <= 0) {
          return found;
        }
        next = first + lines.size();
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<Found> find(Pattern pattern, long from) {
    Matcher matcher = pattern.matcher("");
    long number = first;
    for (String line : lines) {
      if (number >= from && matcher.reset(line).find()) {
        return Optional.of(new Found(line, number));
      }
      number++;
    }
    boolean begins = !partial.isEmpty() && number >= from && matcher.reset(partial).find();
    return begins ? Optional.of(new Found(partial, number)) : Optional.empty();
  }

  /** Tells whether nothing more comes. */
  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
