package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.policy.Job;
import io.github.ec2unikernel.plugin.policy.PolicyProof;
import io.github.ec2unikernel.plugin.preflight.Finding;
import io.github.ec2unikernel.plugin.preflight.Preflight;
import io.github.ec2unikernel.plugin.preflight.PreflightRequest;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PublisherPolicyTest {

  private static final String FRIEND = "210987654321";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePolicyOfWhoPublishesByEbsIsEnoughAndAllOfItIsNeeded() {
    Map<String, Function<Path, Job>> jobs = new LinkedHashMap<>();
    jobs.put("check the account", job(PublisherPolicyTest::check));
    jobs.put("deploy", job(account -> publish(account, request(account))));
    jobs.put("deploy and read back", job(PublisherPolicyTest::verify));
    jobs.put("deploy to two regions by copies", job(a -> replicate(a, Replication.COPY)));
    jobs.put("deploy to two regions by uploads", job(a -> replicate(a, Replication.UPLOAD)));
    jobs.put("share and deprecate", job(PublisherPolicyTest::share));
    jobs.put("undo a failed deploy", job(PublisherPolicyTest::undo));
    return new PolicyProof("publisher-ebs-direct", folder, jobs).tests();
  }

  private static void check(LocalAccount account) {
    PreflightRequest request =
        new PreflightRequest(
            account.target(), List.of("eu-west-1"), true, "name", null, "r", List.of("t1.micro"));
    assertThat(new Preflight().find(request))
        .extracting(Finding::level)
        .containsOnly(Finding.Level.OK);
  }

  private static void verify(LocalAccount account) {
    PublishRequest request = request(account);
    publish(account, request.with(request.upload().withVerify(UploadOptions.Verify.ALWAYS)));
  }

  private static void replicate(LocalAccount account, Replication how) {
    PublishRequest request =
        request(account).with(new Regions(List.of("eu-west-1"), how, Failure.UNDO_ALL));
    publish(account, request);
  }

  private static void share(LocalAccount account) {
    PublishRequest request = request(account);
    publish(
        account,
        request.with(
            request
                .options()
                .withSharing(Sharing.of(List.of(FRIEND), true))
                .withDeprecation(Deprecation.parse("P1Y", Instant.now()))));
  }

  private static void undo(LocalAccount account) {
    // The image that was registered can't be awaited then.
    account.server().faults().inject(Fault.denied("DescribeImages", 4).times(Fault.ALWAYS));
    assertThatThrownBy(() -> publish(account, request(account)))
        .isInstanceOf(EnvironmentException.class);
    account.server().faults().clear();
    account.server().allowAll();
    assertThat(account.images()).isEmpty();
    assertThat(account.snapshots()).isEmpty();
  }

  private static PublishRequest request(LocalAccount account) {
    DiskImage disk = account.disk("disk", 3L * RawDisks.BLOCK, 0);
    return account.request(disk);
  }

  private static void publish(LocalAccount account, PublishRequest request) {
    new Publisher().publish(request, new Events());
  }

  private static Function<Path, Job> job(Consumer<LocalAccount> work) {
    return folder -> {
      LocalAccount account = new LocalAccount(folder);
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
}
