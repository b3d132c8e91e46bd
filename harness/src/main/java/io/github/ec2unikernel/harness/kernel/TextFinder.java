package io.github.ec2unikernel.harness.kernel;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for words in a file of any size, with little memory. */
final class TextFinder {

  private static final int WINDOW = 1 << 20;

  /** Linux, the largest kernel that means anything to us, has less than that. */
  private static final long LONGEST = 128L << 20;

  /** No word is longer. */
  private static final int OVERLAP = 64;

  private TextFinder() {}

  /** Returns those of the words, of at most 64 characters, that are in the file's first 128 MiB. */
  static Set<String> find(ElfFile file, List<String> words) {
    Set<String> missing = new HashSet<>(words);
    Set<String> found = new HashSet<>();
    long end = Math.min(LONGEST, file.size());
    for (long at = 0; at < end && !missing.isEmpty(); at += WINDOW) {
      int length = (int) Math.min(WINDOW + OVERLAP, end - at);
      String text =
          StandardCharsets.ISO_8859_1
              .decode(file.read(at, length, "the file's content"))
              .toString();
      for (String word : words) {
        if (missing.contains(word) && text.contains(word)) {
          missing.remove(word);
          found.add(word);
        }
      }
    }
    return found;
  }
}
