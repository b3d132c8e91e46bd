package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;

/** Each effect as the SDK sees it. */
final class EffectsTest extends LocalEc2Base {

  private static final Duration LONG = Duration.ofHours(1);

  @ParameterizedTest(name = "{0}: {1} and {2}")
  @CsvSource({
    "throttled, RequestLimitExceeded, RequestThrottledException",
    "broken, InternalError, InternalServerException",
    "unavailable, Unavailable, ServiceUnavailable",
    "expired, RequestExpired, ExpiredTokenException",
    "skewed=20m, RequestExpired, InvalidSignatureException",
    "denied, UnauthorizedOperation, AccessDeniedException",
  })
  void eachServiceHasItsOwnWords(String effect, String ofEc2, String ofEbs) {
    local.faults().inject(FaultScript.parse("* times=2 " + effect, "test").faults());

    assertThat(Clients.code(() -> ec2.describeImages())).isEqualTo(ofEc2);
    assertThat(Clients.code(this::startSnapshot)).isEqualTo(ofEbs);
    ec2.describeImages();
  }

  @Test
  void aClockThatIsOutByLessThanAQuarterOfAnHourIsGoodEnough() {
    local.faults().inject(Fault.ofAny(1, new Effect.Skew(Duration.ofMinutes(-14))));

    ec2.describeImages();
  }

  @Test
  void theNthCallOfWhateverKindIsCountedOverAllServices() {
    local.faults().inject(Fault.ofAny(3, new Effect.Denial()));

    ec2.describeImages();
    startSnapshot();
    assertThat(Clients.code(() -> ec2.describeRegions())).isEqualTo("UnauthorizedOperation");
    ec2.describeRegions();
  }

  @Test
  void onlyCallsWithTheParametersAndOfTheServiceAreHit() {
    local
        .faults()
        .inject(Fault.denied("*", 1).in("ec2").with(Map.of("RegionName.1", "eu-*")).times(9));

    startSnapshot();
    ec2.describeRegions(r -> r.regionNames("us-west-2"));
    assertThat(Clients.code(() -> ec2.describeRegions(r -> r.regionNames("eu-west-1"))))
        .isEqualTo("UnauthorizedOperation");
  }

  @Test
  void anAnswerThatIsCutIsNoAnswerThoughTheCallWasMade() {
    local.faults().inject(Fault.of("StartSnapshot", 1, new Effect.Cut()));

    assertThatThrownBy(this::startSnapshot).isInstanceOf(SdkException.class);

    assertThat(local.calls().of("StartSnapshot").get(0).outcome()).isEqualTo(Call.CUT);
    assertThat(ec2.describeSnapshots().snapshots()).hasSize(1);
  }

  @Test
  void aSilentConnectionStaysOpenUntilTheClientGivesUp() {
    local.faults().inject(Fault.of("DescribeImages", 1, new Effect.Silence()));

    assertThatThrownBy(
            () ->
                ec2.describeImages(
                    r -> r.overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(300)))))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("did not complete before the specified timeout");
    assertThat(local.calls().of("DescribeImages").get(0).outcome()).isEqualTo(Call.SILENCE);
    ec2.describeImages();
  }

  @Test
  void aNewSnapshotIsUnseenByAllServicesForATime() {
    local.faults().inject(Fault.of("StartSnapshot", 1, new Effect.Unseen(LONG)));
    String hidden = startSnapshot();
    String seen = startSnapshot();

    assertThat(Clients.code(() -> Blocks.put(ebs, hidden, 0, Blocks.random(0))))
        .isEqualTo("ValidationException");
    assertThat(Clients.refusal(() -> Blocks.put(ebs, hidden, 0, Blocks.random(0))))
        .hasMessageContaining("The snapshot '" + hidden + "' does not exist.");
    assertThat(Clients.code(() -> ec2.describeSnapshots(r -> r.snapshotIds(hidden))))
        .isEqualTo("InvalidSnapshot.NotFound");
    assertThat(ec2.describeSnapshots().snapshots())
        .extracting(s -> s.snapshotId())
        .containsExactly(seen);
    Blocks.put(ebs, seen, 0, Blocks.random(0));
  }

  @Test
  void whatWasUnseenIsSeenWhenItsTimeIsOver() {
    local.faults().inject(Fault.of("StartSnapshot", 1, new Effect.Unseen(Duration.ofMillis(1))));
    String id = startSnapshot();

    Blocks.awaitSeen(ec2, id);
  }

  @Test
  void newTagsAreUnseenByFiltersOnly() {
    String id = startSnapshot();
    local.faults().inject(Fault.of("CreateTags", 1, new Effect.Unseen(LONG)));
    ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("k").value("v").build()));

    assertThat(ec2.describeSnapshots(r -> r.filters(Clients.filter("tag:k", "v"))).snapshots())
        .isEmpty();
    assertThat(ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots()).hasSize(1);
  }

  @Test
  void aCallThatIsBehindSeesWhatWasPendingThen() {
    String id = Blocks.snapshot(local, 1);
    local.faults().inject(Fault.of("DescribeSnapshots", 1, new Effect.Behind(LONG)).times(2));

    List<SnapshotState> states = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      states.add(ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0).state());
    }

    assertThat(states)
        .containsExactly(SnapshotState.PENDING, SnapshotState.PENDING, SnapshotState.COMPLETED);
  }

  @Test
  void aHookOfTheTestRunsInsteadOfTheCallOrAfterIt() {
    AtomicInteger snapshots = new AtomicInteger(-1);
    Effect hook = new Effect.Hook(() -> snapshots.set(count()));
    local.faults().inject(Fault.of("StartSnapshot", 1, hook));

    assertThatThrownBy(this::startSnapshot).isInstanceOf(SdkClientException.class);
    assertThat(snapshots).hasValue(0);

    local.faults().inject(Fault.of("StartSnapshot", 1, hook).after());
    assertThatThrownBy(this::startSnapshot).isInstanceOf(SdkException.class);
    assertThat(snapshots).hasValue(1);
  }

  @Test
  void chanceIsTheSameForTheSameSeedAndHitsAboutAsManyAsItsRate() {
    List<String> first = outcomes(5);
    List<String> again = outcomes(5);
    List<String> other = outcomes(6);

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(first.stream().filter(o -> !o.equals(Call.OK)).count()).isBetween(30L, 90L);
    assertThat(first)
        .contains("RequestLimitExceeded", "InternalError", "Unavailable", Call.RESET, Call.CUT);
  }

  @Test
  void aClientAsksForAFaultOfItsOwnRequestInAHeader() {
    assertThat(
            Clients.code(
                () ->
                    ec2.describeImages(
                        r ->
                            r.overrideConfiguration(
                                o -> o.putHeader(Performer.FAULT_HEADER, "ec2:* denied")))))
        .isEqualTo("UnauthorizedOperation");
    ec2.describeImages(
        r -> r.overrideConfiguration(o -> o.putHeader(Performer.FAULT_HEADER, "ebs:* denied")));
    ec2.describeImages();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "* denied nth=2",
        "* denied times=2",
        "* denied random=0.5",
        "* passing random=0.5",
        "network latency=1s",
        "* forbidden",
        "*"
      })
  void aHeaderThatIsNotUnderstoodOrAboutOtherRequestsIsRefused(String header) {
    var refusal =
        Clients.refusal(
            () ->
                ec2.describeImages(
                    r ->
                        r.overrideConfiguration(o -> o.putHeader(Performer.FAULT_HEADER, header))));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidFault");
    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal).hasMessageContaining("'" + header + "'");
  }

  @Test
  void silentConnectionsHoldNoThread() throws Exception {
    int silent = 20;
    local.faults().inject(Fault.of("DescribeImages", 1, new Effect.Silence()).times(silent));
    ExecutorService clients = Executors.newFixedThreadPool(silent);
    try {
      for (int i = 0; i < silent; i++) {
        clients.execute(() -> Clients.failure(() -> ec2.describeImages()));
      }
      await(() -> local.calls().of("DescribeImages").size() == silent);

      // Each is on its way out of the gateway, and soon was there.
      await(
          () ->
              Thread.getAllStackTraces().values().stream()
                  .flatMap(Arrays::stream)
                  .noneMatch(frame -> frame.getClassName().equals(Gateway.class.getName())));
      ec2.describeImages();
    } finally {
      local.close();
      clients.shutdown();
    }
  }

  @Test
  void aNewRoleIsUnseenByIamAndByImportsButNotByItsSecondMaking() {
    try (IamClient iam = Clients.iam(local)) {
      createRole(iam, "old-role");
      local.faults().inject(Fault.of("*Role*", 1, new Effect.Unseen(LONG)).times(3));
      createRole(iam, "vmimport");
      iam.getRole(r -> r.roleName("old-role"));
      iam.putRolePolicy(
          r ->
              r.roleName("old-role")
                  .policyName("p")
                  .policyDocument(Policies.read("role-policy.json")));

      assertThat(Clients.code(() -> iam.getRole(r -> r.roleName("vmimport"))))
          .isEqualTo("NoSuchEntity");
      assertThat(Clients.code(() -> createRole(iam, "vmimport"))).isEqualTo("EntityAlreadyExists");
      iam.getRole(r -> r.roleName("old-role"));
      for (String name : new String[] {"vmimport", null}) {
        var refusal =
            Clients.refusal(
                () ->
                    ec2.importSnapshot(
                        r ->
                            r.roleName(name)
                                .diskContainer(d -> d.format("RAW").url("s3://bucket/disk"))));
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidParameter");
        assertThat(refusal).hasMessageContaining("The service role vmimport provided does not");
      }
    }
  }

  private static void createRole(IamClient iam, String name) {
    iam.createRole(
        r -> r.roleName(name).assumeRolePolicyDocument(Policies.read("trust-policy.json")));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("30 seconds have passed").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private int count() {
    try (Ec2Client other = Clients.ec2(local)) {
      return other.describeSnapshots().snapshots().size();
    }
  }

  private List<String> outcomes(long seed) {
    local.faults().clear();
    local.calls().clear();
    local.faults().inject(Fault.passing(0.3, seed));
    for (int i = 0; i < 200; i++) {
      try {
        ec2.describeAvailabilityZones();
      } catch (SdkException e) {
        // This one was hit.
      }
    }
    return local.calls().all().stream().map(Call::outcome).toList();
  }
}
