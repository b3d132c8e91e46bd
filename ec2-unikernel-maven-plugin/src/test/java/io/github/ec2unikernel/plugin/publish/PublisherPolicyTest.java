package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Effect;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.policy.Job;
import io.github.ec2unikernel.plugin.policy.PolicyProof;
import io.github.ec2unikernel.plugin.preflight.Finding;
import io.github.ec2unikernel.plugin.preflight.Preflight;
import io.github.ec2unikernel.plugin.preflight.PreflightRequest;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import io.github.ec2unikernel.plugin.setup.Setup;
import io.github.ec2unikernel.plugin.setup.SetupListener;
import io.github.ec2unikernel.plugin.setup.SetupRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PublisherPolicyTest {

  private static final String FRIEND = "210987654321";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePolicyOfWhoPublishesByEbsIsEnoughAndAllOfItIsNeeded() {
    Map<String, Function<Path, Job>> jobs = new LinkedHashMap<>();
    jobs.put("check the account", job(account -> check(account, null)));
    jobs.put("deploy", job(account -> publish(request(account))));
    jobs.put("deploy an HVM image", job(PublisherPolicyTest::deployHvm));
    jobs.put("deploy and read back", job(PublisherPolicyTest::verify));
    jobs.put("deploy to two regions by copies", job(a -> replicate(a, Replication.COPY)));
    jobs.put("deploy to two regions by uploads", job(a -> replicate(a, Replication.UPLOAD)));
    jobs.put("deploy again with another tag", job(PublisherPolicyTest::deployAgain));
    jobs.put("deploy a second release as a change", job(PublisherPolicyTest::deployChange));
    jobs.put("share and deprecate", job(account -> share(request(account))));
    jobs.put("undo a failed deploy", job(account -> undo(account, request(account))));
    return new PolicyProof("publisher-ebs-direct", folder, jobs).tests();
  }

  @TestFactory
  Stream<DynamicTest> thePolicyOfWhoPublishesThroughS3IsEnoughAndAllOfItIsNeeded() {
    Map<String, Function<Path, Job>> jobs = new LinkedHashMap<>();
    jobs.put("check the account", importing(account -> check(account, "disks")));
    jobs.put("deploy", importing(PublisherPolicyTest::importAndTidyUp));
    jobs.put("deploy and read back", importing(PublisherPolicyTest::verifyImport));
    jobs.put("deploy to two regions by copies", importing(PublisherPolicyTest::replicateImport));
    jobs.put("share and deprecate", importing(a -> share(imported(a))));
    jobs.put("undo a failed deploy", importing(a -> undo(a, imported(a))));
    jobs.put("undo a failed upload", importing(PublisherPolicyTest::undoUpload));
    jobs.put("cancel an import", importing(PublisherPolicyTest::cancel));
    jobs.put("go on with an upload", importing(PublisherPolicyTest::resume));
    return new PolicyProof("publisher-s3-import", folder, jobs).tests();
  }

  private static PublishRequest imported(LocalAccount account) {
    PublishRequest request = request(account);
    return request.with(
        request
            .upload()
            .withImport(
                ImportOptions.of("disks")
                    .withRole("importer")
                    .withTimes(Duration.ZERO, Duration.ofSeconds(30))));
  }

  private static void importAndTidyUp(LocalAccount account) {
    publish(imported(account));
    // An object that stays is only warned of.
    assertThat(account.server().calls().of("DeleteObject"))
        .extracting(Call::outcome)
        .containsOnly(Call.OK);
  }

  private static void verifyImport(LocalAccount account) {
    PublishRequest request = imported(account);
    publish(request.with(request.upload().withVerify(UploadOptions.Verify.ALWAYS)));
  }

  private static void replicateImport(LocalAccount account) {
    publish(
        imported(account)
            .with(new Regions(List.of("eu-west-1"), Replication.COPY, Failure.UNDO_ALL)));
  }

  private static void undoUpload(LocalAccount account) {
    account.server().faults().inject(Fault.denied("UploadPart", 1).times(Fault.ALWAYS));
    assertThatThrownBy(() -> publish(imported(account))).isInstanceOf(EnvironmentException.class);
    assertThat(account.server().calls().of("AbortMultipartUpload"))
        .extracting(Call::outcome)
        .contains(Call.OK);
  }

  private static void cancel(LocalAccount account) {
    Map<String, String> byId = Map.of("ImportTaskId.1", "import-snap-*");
    String describe = "DescribeImportSnapshotTasks";
    // The build can't ask once, and the task goes on for whoever asks later.
    account.server().faults().inject(Fault.denied(describe, 1).with(byId));
    account
        .server()
        .faults()
        .inject(Fault.of(describe, 1, new Effect.Behind(Duration.ofHours(1))).times(Fault.ALWAYS));
    assertThatThrownBy(() -> publish(imported(account))).isInstanceOf(EnvironmentException.class);
    assertThat(account.server().calls().of("CancelImportTask"))
        .extracting(Call::outcome)
        .contains(Call.OK);
  }

  private static void resume(LocalAccount account) {
    PublishRequest request = imported(account);
    PublishRequest keeping = request.with(request.upload().withKeep(true));
    account.server().faults().inject(Fault.denied("UploadPart", 1).times(Fault.ALWAYS));
    assertThatThrownBy(() -> publish(keeping)).isInstanceOf(EnvironmentException.class);
    account.server().faults().clear();
    publish(keeping);
    assertThat(account.server().calls().of("ListParts")).isNotEmpty();
  }

  private static Function<Path, Job> importing(Consumer<LocalAccount> work) {
    return job(
        account ->
            new Setup(new SilentSetup())
                .make(
                    new SetupRequest(account.target(), "disks", "importer", null, Set.of()), false),
        work);
  }

  private static void check(LocalAccount account, @Nullable String bucket) {
    PreflightRequest request =
        new PreflightRequest(
            account.target(),
            List.of("eu-west-1"),
            true,
            "name",
            bucket,
            "importer",
            List.of("t1.micro"),
            null);
    assertThat(new Preflight().find(request))
        .extracting(Finding::level)
        .containsOnly(Finding.Level.OK);
  }

  private static void deployHvm(LocalAccount account) {
    DiskImage disk = account.disk("disk", 3L * RawDisks.BLOCK, 0);
    publish(
        account
            .request(RawDisks.booted(disk, new DiskBoot(BootWay.DISK, Set.of(Firmware.UEFI), null)))
            .with(new Regions(List.of("eu-north-1"), Replication.COPY, Failure.UNDO_ALL)));
  }

  private static void deployAgain(LocalAccount account) {
    PublishRequest request = request(account);
    publish(request);
    publish(request.with(request.options().withTags(Map.of("more", "tags"))));
    assertThat(LocalAccount.tags(account.images().get(0).tags())).containsEntry("more", "tags");
  }

  private static void deployChange(LocalAccount account) {
    publish(request(account));
    publish(account.request(account.disk("disk", 3L * RawDisks.BLOCK, 0, 1)));
    assertThat(account.server().calls().of("StartSnapshot"))
        .extracting(Call::outcome)
        .containsExactly(Call.OK, Call.OK);
  }

  private static void verify(LocalAccount account) {
    PublishRequest request = request(account);
    publish(request.with(request.upload().withVerify(UploadOptions.Verify.ALWAYS)));
  }

  private static void replicate(LocalAccount account, Replication how) {
    PublishRequest request =
        request(account).with(new Regions(List.of("eu-west-1"), how, Failure.UNDO_ALL));
    publish(request);
  }

  private static void share(PublishRequest request) {
    publish(
        request.with(
            request
                .options()
                .withSharing(Sharing.of(List.of(FRIEND), true))
                .withDeprecation(Deprecation.parse("P1Y", Instant.now()))));
  }

  private static void undo(LocalAccount account, PublishRequest request) {
    // The image that was registered can't be awaited then.
    account.server().faults().inject(Fault.denied("DescribeImages", 4).times(Fault.ALWAYS));
    assertThatThrownBy(() -> publish(request)).isInstanceOf(EnvironmentException.class);
    account.server().faults().clear();
    account.server().allowAll();
    assertThat(account.images()).isEmpty();
    assertThat(account.snapshots()).isEmpty();
  }

  private static PublishRequest request(LocalAccount account) {
    DiskImage disk = account.disk("disk", 3L * RawDisks.BLOCK, 0);
    return account.request(disk);
  }

  private static void publish(PublishRequest request) {
    new Publisher().publish(request, new Events());
  }

  private static Function<Path, Job> job(Consumer<LocalAccount> work) {
    return job(account -> {}, work);
  }

  private static Function<Path, Job> job(
      Consumer<LocalAccount> before, Consumer<LocalAccount> work) {
    return folder -> {
      LocalAccount account = new LocalAccount(folder);
      before.accept(account);
      return new Job() {
        @Override
        public LocalEc2 account() {
          return account.server();
        }

        @Override
        public void perform() {
          work.accept(account);
        }

        @Override
        public void close() {
          account.close();
        }
      };
    };
  }

  private static final class SilentSetup implements SetupListener {

    @Override
    public void nothingToDo() {}

    @Override
    public void planned(String change) {}

    @Override
    public void making(String change) {}

    @Override
    public void left(String what) {}
  }
}
