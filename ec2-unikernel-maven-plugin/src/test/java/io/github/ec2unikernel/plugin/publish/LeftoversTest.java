package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does with what an earlier one left, here or elsewhere. */
class LeftoversTest {

  private static final String PLACE = "the local EC2 of this test";

  @TempDir Path folder;
  private LocalAccount account;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    disk = account.disk("disk", RawDisks.BLOCK, 0);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void anotherRegionsLeftoverIsToldAndKeptUntilARunThereDeletesIt() {
    String left = leaveSnapshot(account.target());
    Events elsewhere = new Events();

    publish(account.target().in("eu-west-1"), elsewhere);
    Events again = new Events();
    publish(account.target().in("eu-west-1"), again);

    for (Events events : List.of(elsewhere, again)) {
      assertThat(events.left()).hasSize(1);
      LeftBehind resource = events.left().get(0);
      assertThat(resource.id()).isEqualTo(left);
      assertThat(resource.why()).contains("us-west-2", "account 123456789012");
      assertThat(resource.command())
          .isEqualTo(
              "aws ec2 delete-snapshot --snapshot-id "
                  + left
                  + " --region us-west-2 --endpoint-url "
                  + account.server().endpoint());
    }
    assertThat(state().leftBehind())
        .extracting(LeftoversTest::snapshots)
        .containsExactly(List.of(left));
    Events there = new Events();
    publish(account.target(), there);
    assertThat(there.said()).contains("undone " + left);
    assertThat(state().leftBehind()).isEmpty();
    assertThat(account.snapshots()).hasSize(1);
  }

  @Test
  void aFailedRunElsewhereKeepsItBesideItsOwn() {
    String left = leaveSnapshot(account.target());

    leaveSnapshot(account.target().in("eu-west-1"));

    assertThat(state().unfinished())
        .extracting(run -> run.place().region())
        .containsExactly("us-west-2", "eu-west-1");
    assertThat(state().leftBehind())
        .extracting(LeftoversTest::snapshots)
        .containsExactly(List.of(left));
  }

  @Test
  void whatStillCantBeDeletedIsKept() {
    String left = leaveSnapshot(account.target());
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1).times(100));

    Events events = new Events();
    publish(account.target(), events);

    assertThat(events.left()).extracting(LeftBehind::id).containsExactly(left);
    assertThat(state().phase()).isEqualTo(PublishState.Phase.PUBLISHED);
    assertThat(state().leftBehind())
        .extracting(LeftoversTest::snapshots)
        .containsExactly(List.of(left));
  }

  @Test
  void aNamedEndpointIsTheSamePlaceAtAnotherPort() {
    String left = leaveSnapshot(account.target().named(PLACE));
    Events events = new Events();

    try (LocalEc2 other = LocalEc2.start(LocalEc2Options.in(folder.resolve("account")))) {
      AccessKey key = new AccessKey(other.accessKeyId(), other.secretAccessKey());
      publish(new AwsTarget(LocalAccount.REGION, null, other.endpoint(), key).named(PLACE), events);
    }

    assertThat(events.said()).contains("undone " + left);
    assertThat(events.left()).isEmpty();
  }

  @Test
  void whatWasDeletedByHandIsForgottenAndNotCalledDeleted() {
    account.publish(account.disk("other", 2L * RawDisks.BLOCK, 0));
    String left = leaveSnapshot(account.target());
    account.ec2().deleteSnapshot(request -> request.snapshotId(left));
    Events events = new Events();

    publish(account.target(), events);

    assertThat(events.said()).doesNotContain("undone " + left);
    assertThat(events.left()).isEmpty();
    assertThat(state().leftBehind()).isEmpty();
  }

  @Test
  void whatIsNotFoundInAnotherAccountIsToldAndKept() {
    account.publish(account.disk("other", 2L * RawDisks.BLOCK, 0));
    PublishState run = state();
    StateFile file = new StateFile(account.stateFile());
    Place place = run.place();
    UnfinishedRun foreign =
        new UnfinishedRun(
            "x",
            new Place(place.region(), place.endpoint(), null, "999999999999"),
            List.of(
                new Resource(Kind.SNAPSHOT, place.region(), "", "snap-0123456789abcdef0"),
                new Resource(Kind.IMAGE, place.region(), null, "ami-0123456789abcdef0")));
    file.write(run.behind(List.of(foreign)));
    Events events = new Events();

    publish(account.target(), events);

    assertThat(events.left())
        .extracting(LeftBehind::id)
        .containsExactly("ami-0123456789abcdef0", "snap-0123456789abcdef0");
    assertThat(events.left().get(0).why())
        .isEqualTo("made in account 999999999999 and not found in account 123456789012");
    assertThat(state().leftBehind()).containsExactly(foreign);
  }

  private String leaveSnapshot(AwsTarget target) {
    account.server().faults().inject(Fault.denied("CompleteSnapshot", 1).times(100));
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1).times(100));
    assertThatThrownBy(() -> publish(target, new Events()))
        .isInstanceOf(EnvironmentException.class);
    account.server().faults().clear();
    return snapshots(state().run()).get(0);
  }

  private void publish(AwsTarget target, PublishListener listener) {
    PublishRequest request = account.request(disk);
    new Publisher().publish(request.with(target), listener);
  }

  private PublishState state() {
    return new StateFile(account.stateFile()).read().orElseThrow();
  }

  private static List<String> snapshots(UnfinishedRun run) {
    return run.resources().stream()
        .filter(resource -> resource.kind() == Kind.SNAPSHOT)
        .map(resource -> String.valueOf(resource.id()))
        .toList();
  }
}
