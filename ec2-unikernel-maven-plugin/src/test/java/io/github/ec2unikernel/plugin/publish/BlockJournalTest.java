package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockJournalTest {

  private static final DataBlock FIRST = new DataBlock(0, DataBlock.digest(new byte[] {1}));
  private static final DataBlock SECOND = new DataBlock(12, DataBlock.digest(new byte[] {2}));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("results/sent");
  }

  @Test
  void whatWasSentIsKnownToTheNextRun() throws IOException {
    send("snap-1", FIRST);
    send("snap-1", SECOND);

    try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
      assertThat(journal.has(FIRST)).isTrue();
      assertThat(journal.has(SECOND)).isTrue();
      assertThat(journal.has(new DataBlock(1, FIRST.sha256()))).isFalse();
      assertThat(journal.has(new DataBlock(0, SECOND.sha256()))).isFalse();
    }
  }

  @Test
  void aTornTailCountsForNothingAndHarmsNothingAfterIt() throws IOException {
    send("snap-1", FIRST, SECOND);
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 1; cut < 48; cut++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
        assertThat(journal.has(FIRST)).isTrue();
        assertThat(journal.has(SECOND)).as("cut by " + cut).isFalse();
        journal.sent(SECOND);
      }
      try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
        assertThat(journal.has(SECOND)).as("sent again after a cut by " + cut).isTrue();
      }
    }
  }

  @Test
  void whatItSaysOfAnotherSnapshotIsDropped() throws IOException {
    send("snap-1", FIRST);

    try (BlockJournal journal = BlockJournal.open(file, "snap-2")) {
      assertThat(journal.has(FIRST)).isFalse();
    }
    try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
      assertThat(journal.has(FIRST)).isFalse();
    }
  }

  @Test
  void aFileOfAnythingElseCountsForNothing() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[1000]);

    try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
      assertThat(journal.has(FIRST)).isFalse();
      journal.sent(FIRST);
    }
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
      assertThat(journal.has(FIRST)).isTrue();
    }
  }

  @Test
  void aFileThatCanNotBeWrittenNotesNothingAndStopsNothing() throws IOException {
    Files.writeString(folder.resolve("results"), "no folder");

    try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
      journal.sent(FIRST);
    }

    try (BlockJournal journal = BlockJournal.open(file, "snap-1")) {
      assertThat(journal.has(FIRST)).isFalse();
    }
  }

  private void send(String snapshot, DataBlock... blocks) throws IOException {
    try (BlockJournal journal = BlockJournal.open(file, snapshot)) {
      for (DataBlock block : blocks) {
        journal.sent(block);
      }
    }
  }
}
