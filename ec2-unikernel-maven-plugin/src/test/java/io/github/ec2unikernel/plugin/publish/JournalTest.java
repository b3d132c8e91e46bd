package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final String REGION = "us-west-2";

  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void begin() {
    Attempt attempt =
        new Attempt("6a1c", "c0ffee", "abcd", "hello-1.0", "aki-1", null, Instant.EPOCH, null);
    journal =
        Journal.begin(
            new StateFile(folder.resolve("state.json")),
            PublishState.begin(attempt, new Place(REGION, null, null, null), List.of()));
  }

  @Test
  void anIdTakesThePlaceOfTheIntention() {
    journal.intend(Kind.SNAPSHOT, REGION, "");
    journal.made(Kind.SNAPSHOT, REGION, "", "snap-1");
    journal.made(Kind.SNAPSHOT, REGION, "", "snap-1");

    assertThat(journal.state().resources()).extracting(Resource::id).containsExactly("snap-1");
  }

  @Test
  void anotherIdForTheSamePurposeDropsNoneAndTheNewestCounts() {
    journal.made(Kind.SNAPSHOT, REGION, "", "snap-1");
    journal.made(Kind.SNAPSHOT, REGION, "", "snap-2");

    assertThat(journal.state().run().resources())
        .extracting(Resource::id)
        .containsExactly("snap-1", "snap-2");
    assertThat(journal.known(Kind.SNAPSHOT, REGION, "")).contains("snap-2");
  }

  @Test
  void whatAPublishedImageDoesNotNeedIsLeftToALaterRun() {
    journal.made(Kind.OBJECT, REGION, "", "s3://unikernels/disk.raw");
    journal.made(Kind.SNAPSHOT, REGION, "", "snap-1");
    journal.made(Kind.SNAPSHOT, REGION, "", "snap-2");
    journal.made(Kind.SHARE, REGION, "ami-0", "123456789012");

    journal.ended(PublishState.Phase.PUBLISHED);

    assertThat(journal.state().resources())
        .extracting(Resource::id)
        .containsExactly("snap-2", "123456789012");
    assertThat(journal.state().unfinished().get(0).resources())
        .extracting(Resource::id)
        .containsExactly("s3://unikernels/disk.raw", "snap-1");
  }
}
