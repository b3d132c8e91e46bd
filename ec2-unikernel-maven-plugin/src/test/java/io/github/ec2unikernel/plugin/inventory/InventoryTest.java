package io.github.ec2unikernel.plugin.inventory;

import static io.github.ec2unikernel.plugin.inventory.InventoryAccount.IRELAND;
import static io.github.ec2unikernel.plugin.inventory.InventoryAccount.OREGON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryTest {

  private static final Scope HELLO = new Scope("org.example:hello", List.of(OREGON, IRELAND), null);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Retention KEEP_ONE = new Retention(1, null, false, DAY);

  @TempDir Path directory;
  private InventoryAccount account;
  private final List<String> events = new ArrayList<>();
  private final RemovalListener listener =
      new RemovalListener() {
        @Override
        public void deregistered(String region, String imageId) {
          events.add("deregistered " + imageId);
        }

        @Override
        public void deleted(String region, String snapshotId) {
          events.add("deleted " + snapshotId);
        }

        @Override
        public void stays(String region, String snapshotId) {
          events.add("stays " + snapshotId);
        }
      };

  @BeforeEach
  void open() {
    account = new InventoryAccount(directory, Duration.ofDays(40));
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void theImagesOfOneContentInAllRegionsAreOneRelease() {
    String oregon = account.image(OREGON, "org.example:hello:1.0", "aa");
    String ireland = account.image(IRELAND, "org.example:hello:1.0", "aa");
    account.image(OREGON, "org.example:other:1.0", "bb");
    account.untagged(OREGON, "by hand", account.snapshot(OREGON, "org.example:hello:0.9", "00"));

    Stock stock = account.take(HELLO);

    assertThat(stock.orphans()).isEmpty();
    assertThat(stock.releases())
        .singleElement()
        .satisfies(
            release -> {
              assertThat(release.version()).isEqualTo("1.0");
              assertThat(release.images())
                  .extracting(image -> image.image().id())
                  .containsExactlyInAnyOrder(oregon, ireland);
            });
    assertThat(account.take(new Scope(null, List.of(OREGON), null)).releases()).hasSize(2);
  }

  @Test
  void pruningTakesTheOldWithTheirSnapshotsInAllRegionsAndNothingElse() {
    account.image(OREGON, "org.example:hello:1.0", "aa");
    account.image(IRELAND, "org.example:hello:1.0", "aa");
    String newest = account.image(OREGON, "org.example:hello:1.1", "bb");
    String other = account.image(OREGON, "org.example:other:1.0", "cc");
    String foreign = account.untagged(OREGON, "by hand", plainSnapshot());

    remove(KEEP_ONE.plan(account.take(HELLO), Instant.now()));

    assertThat(account.images(OREGON)).containsExactlyInAnyOrder(newest, other, foreign);
    assertThat(account.snapshots(OREGON)).hasSize(3);
    assertThat(account.images(IRELAND)).isEmpty();
    assertThat(account.snapshots(IRELAND)).isEmpty();
    int done = events.size();
    remove(KEEP_ONE.plan(account.take(HELLO), Instant.now()));
    assertThat(events).as("nothing is left for a second run").hasSize(done);
  }

  @Test
  void whatIsUsedInOneRegionStaysInAllUntilTheInstanceEnds() {
    String used = account.image(OREGON, "org.example:hello:1.0", "aa");
    account.image(IRELAND, "org.example:hello:1.0", "aa");
    account.image(OREGON, "org.example:hello:1.1", "bb");
    account.run(OREGON, used);

    PrunePlan plan = KEEP_ONE.plan(account.take(HELLO), Instant.now());

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.kept().values())
        .containsExactlyInAnyOrder("is one of the newest 1", "is in use by instances");
    String instance =
        account
            .ec2(OREGON)
            .describeInstances()
            .reservations()
            .get(0)
            .instances()
            .get(0)
            .instanceId();
    account.ec2(OREGON).terminateInstances(r -> r.instanceIds(instance));
    assertThat(KEEP_ONE.plan(account.take(HELLO), Instant.now()).removed()).hasSize(1);
  }

  @Test
  void whatIsSharedStaysUnlessThatIsSaid() {
    account.share(OREGON, account.image(OREGON, "org.example:hello:1.0", "aa"));
    account.image(OREGON, "org.example:hello:1.1", "bb");
    Stock stock = account.take(HELLO);

    assertThat(KEEP_ONE.plan(stock, Instant.now()).removed()).isEmpty();
    assertThat(new Retention(1, null, true, DAY).plan(stock, Instant.now()).removed()).hasSize(1);
  }

  @Test
  void whatIsYoungStays() {
    account.image(OREGON, "org.example:hello:1.0", "aa");
    Stock stock = account.take(HELLO);

    assertThat(retained(Duration.ofDays(41)).plan(stock, Instant.now()).removed()).isEmpty();
    assertThat(retained(Duration.ofDays(39)).plan(stock, Instant.now()).removed()).hasSize(1);
  }

  @Test
  void aSnapshotThatAnotherImageIsMadeOfStays() {
    String image = account.image(OREGON, "org.example:hello:1.0", "aa");
    String snapshot = account.snapshots(OREGON).get(0);
    account.untagged(OREGON, "by hand", snapshot);

    remove(retained(null).plan(account.take(HELLO), Instant.now()));

    assertThat(events).containsExactly("deregistered " + image, "stays " + snapshot);
    assertThat(account.snapshots(OREGON)).containsExactly(snapshot);
  }

  @Test
  void anOrphanGoesOnceItIsOldAndOnlyOfThatArtifact() {
    String orphan = account.snapshot(OREGON, "org.example:hello:1.0", "aa");
    String other = account.snapshot(OREGON, "org.example:other:1.0", "bb");
    Stock stock = account.take(HELLO);

    assertThat(stock.orphans()).extracting(Orphan::id).containsExactly(orphan);
    assertThat(
            new Retention(1, null, false, Duration.ofDays(41)).plan(stock, Instant.now()).orphans())
        .isEmpty();
    remove(KEEP_ONE.plan(stock, Instant.now()));
    assertThat(account.snapshots(OREGON)).containsExactly(other);
  }

  @Test
  void whatWaitsInTheBucketGoesOnceItIsOldAndWhatNobodyOwnsOnlyWithAll() {
    account.object("bucket-of-hello", "ec2-unikernel/a/disk.raw", "org.example:hello:1.0");
    account.object("bucket-of-hello", "ec2-unikernel/b/disk.raw", "org.example:other:1.0");
    account.object("bucket-of-hello", "mine", "org.example:hello:1.0");
    account.upload("bucket-of-hello", "ec2-unikernel/c/disk.raw");
    Scope hello = new Scope("org.example:hello", List.of(OREGON), "bucket-of-hello");
    Scope all = new Scope(null, List.of(OREGON), "bucket-of-hello");

    remove(KEEP_ONE.plan(account.take(hello), Instant.now()));

    assertThat(events).containsExactly("deleted s3://bucket-of-hello/ec2-unikernel/a/disk.raw");
    events.clear();
    remove(KEEP_ONE.plan(account.take(all), Instant.now()));
    assertThat(events)
        .containsExactlyInAnyOrder(
            "deleted s3://bucket-of-hello/ec2-unikernel/b/disk.raw",
            "deleted s3://bucket-of-hello/ec2-unikernel/c/disk.raw");
    assertThat(account.keys("bucket-of-hello")).containsExactly("mine");
    assertThat(account.take(new Scope(null, List.of(OREGON), "no-such-bucket")).orphans())
        .isEmpty();
  }

  @Test
  void allEnabledRegionsAreLookedAtIfNoneIsNamed() {
    account.image("sa-east-1", "org.example:hello:1.0", "aa");

    assertThat(account.take(new Scope("org.example:hello", List.of(), null)).releases()).hasSize(1);
  }

  @Test
  void aRunThatWasCutOffIsFinishedByTheNext() {
    account.image(OREGON, "org.example:hello:1.0", "aa");
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1));

    assertThatThrownBy(() -> remove(retained(null).plan(account.take(HELLO), Instant.now())))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("ec2:DeleteSnapshot");
    remove(retained(null).plan(account.take(HELLO), Instant.now()));

    assertThat(account.snapshots(OREGON)).isEmpty();
  }

  @Test
  void throttlingIsSatOut() {
    account.image(OREGON, "org.example:hello:1.0", "aa");
    account.server().faults().inject(Fault.throttled("DescribeInstances", 1).times(2));
    account.server().faults().inject(Fault.throttled("DeregisterImage", 1).times(2));

    remove(retained(null).plan(account.take(HELLO), Instant.now()));

    assertThat(account.images(OREGON)).isEmpty();
  }

  @Test
  void aVersionIsDeletedByItsNumberOrByOneOfItsImages() {
    String first = account.image(OREGON, "org.example:hello:1.0", "aa");
    account.image(IRELAND, "org.example:hello:1.0", "aa");
    String second = account.image(OREGON, "org.example:hello:1.1", "bb");
    Stock stock = account.take(HELLO);

    assertThat(new Wanted(null, first).releases(stock, false))
        .flatExtracting(Release::images)
        .containsExactlyInAnyOrderElementsOf(
            new Wanted("1.0", null).releases(stock, false).get(0).images());
    new Remover(account.connections(), listener)
        .remove(new Wanted(null, first).releases(stock, false), List.of());
    assertThat(account.images(OREGON)).containsExactly(second);
    assertThat(account.images(IRELAND)).isEmpty();
    assertThat(new Wanted("1.0", null).releases(account.take(HELLO), false)).isEmpty();
  }

  @Test
  void aDeletionByAnAmiThatWasCutOffSaysHowItGoesOn() {
    String first = account.image(OREGON, "org.example:hello:1.0", "aa");
    account.image(IRELAND, "org.example:hello:1.0", "aa");
    Wanted wanted = new Wanted(null, first);
    account.server().faults().inject(Fault.denied("DeleteSnapshot", 1));
    assertThatThrownBy(() -> delete(wanted)).isInstanceOf(EnvironmentException.class);
    assertThat(account.images(OREGON)).isEmpty();

    assertThat(wanted.releases(account.take(HELLO), false)).isEmpty();
    assertThat(wanted.waysOn(account.take(HELLO)))
        .singleElement()
        .asString()
        .startsWith("Snapshots of version 1.0 have no AMI: snap-")
        .contains(" in us-west-2", " in eu-west-1")
        .endsWith("go on with -Dunikernel.version=1.0.");

    Wanted version = new Wanted("1.0", null);
    new Remover(account.connections(), listener)
        .remove(List.of(), version.orphans(account.take(HELLO)));
    assertThat(account.snapshots(OREGON)).isEmpty();
    assertThat(account.snapshots(IRELAND)).isEmpty();
    assertThat(wanted.waysOn(account.take(HELLO))).isEmpty();
    assertThat(version.waysOn(account.take(HELLO))).isEmpty();
  }

  @Test
  void theNamedAmiIsTheLastToGoSoThatItIsFoundAgain() {
    for (String named : List.of(OREGON, IRELAND)) {
      String id = account.image(named, "org.example:hello:1.0", "aa");
      account.image(named.equals(OREGON) ? IRELAND : OREGON, "org.example:hello:1.0", "aa");
      account.server().faults().inject(Fault.denied("DeregisterImage", 2));
      Wanted wanted = new Wanted(null, id);

      assertThatThrownBy(() -> delete(wanted)).hasMessageContaining("ec2:DeregisterImage");
      assertThat(account.images(named)).containsExactly(id);
      account.server().faults().clear();
      delete(wanted);
      assertThat(account.images(named)).isEmpty();
      assertThat(account.take(HELLO).orphans()).hasSize(1);
      new Remover(account.connections(), listener).remove(List.of(), account.take(HELLO).orphans());
    }
  }

  @Test
  void aVersionThatStillHasAmisIsNotOfferedForDeletion() {
    account.image(OREGON, "org.example:hello:1.0", "aa");
    String orphan = account.snapshot(OREGON, "org.example:hello:1.0", "bb");

    assertThat(new Wanted(null, "ami-0123").waysOn(account.take(HELLO)))
        .containsExactly(
            "Snapshots of version 1.0 have no AMI: "
                + orphan
                + " in us-west-2. If a deletion was cut off, go on with the goal prune, as other"
                + " AMIs have that version.");
  }

  private void delete(Wanted wanted) {
    new Remover(account.connections(), listener)
        .remove(wanted.releases(account.take(HELLO), false), List.of());
  }

  @Test
  void whatIsInUseOrSharedIsDeletedOnlyByForce() {
    String used = account.image(OREGON, "org.example:hello:1.0", "aa");
    account.run(OREGON, used);
    account.share(OREGON, account.image(OREGON, "org.example:hello:1.1", "bb"));
    Stock stock = account.take(HELLO);

    assertThatThrownBy(() -> new Wanted("1.0", null).releases(stock, false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(used + " in us-west-2 is in use by i-");
    assertThatThrownBy(() -> new Wanted("1.1", null).releases(stock, false))
        .hasMessageContaining("is shared with [210987654321]");
    assertThat(new Wanted("1.0", null).releases(stock, true)).hasSize(1);
  }

  @Test
  void whatIsToBeDeletedIsNamedOnce() {
    assertThatThrownBy(() -> new Wanted(null, null)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Wanted("1.0", "ami-1")).isInstanceOf(InputException.class);
  }

  @Test
  void aRegionThatRefusesIsNamedAndTheOthersAreShown() {
    account.image(OREGON, "org.example:hello:1.0", "aa");
    account.server().faults().inject(Fault.denied("DescribeSnapshots", 1));

    Stock stock = account.take(new Scope("org.example:hello", List.of(OREGON, IRELAND), null));

    assertThat(stock.unread()).hasSize(1);
    assertThat(stock.unread().values().iterator().next()).contains("ec2:DescribeSnapshots");
  }

  @Test
  void theJsonHoldsWhatTheTableDoes() {
    String image = account.image(OREGON, "org.example:hello:1.0", "aa");
    account.share(OREGON, image);
    account.snapshot(OREGON, "org.example:hello:1.0", "aa");

    JsonObject json =
        JsonParser.parseString(StockJson.write(account.take(HELLO))).getAsJsonObject();

    JsonObject shown =
        json.getAsJsonArray("releases")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("images")
            .get(0)
            .getAsJsonObject();
    assertThat(shown.get("amiId").getAsString()).isEqualTo(image);
    assertThat(shown.getAsJsonArray("sharedWith").toString()).isEqualTo("[\"210987654321\"]");
    assertThat(json.getAsJsonArray("orphans")).hasSize(1);
  }

  private String plainSnapshot() {
    String id = account.snapshot(OREGON, "org.example:hello:1.1", "bb");
    account.ec2(OREGON).deleteTags(r -> r.resources(id));
    return id;
  }

  private void remove(PrunePlan plan) {
    new Remover(account.connections(), listener).remove(plan.removed(), plan.orphans());
  }

  private static Retention retained(@Nullable Duration youngerThan) {
    return new Retention(0, youngerThan, false, DAY);
  }
}
