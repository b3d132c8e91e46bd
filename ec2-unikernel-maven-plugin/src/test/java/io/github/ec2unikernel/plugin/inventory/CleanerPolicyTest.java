package io.github.ec2unikernel.plugin.inventory;

import static io.github.ec2unikernel.plugin.inventory.InventoryAccount.IRELAND;
import static io.github.ec2unikernel.plugin.inventory.InventoryAccount.OREGON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.DiskObject;
import io.github.ec2unikernel.plugin.policy.Job;
import io.github.ec2unikernel.plugin.policy.PolicyProof;
import io.github.ec2unikernel.plugin.policy.PolicyTemplate;
import io.github.ec2unikernel.plugin.policy.PolicyValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class CleanerPolicyTest {

  private static final String HELLO = "org.example:hello";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePolicyOfWhoListsPrunesAndDeletesIsEnoughAndAllOfItIsNeeded() {
    return new PolicyProof(
            "cleaner",
            folder,
            Map.of(
                "list and prune",
                directory -> new Cleaning(directory, null),
                "delete a version",
                directory -> new Cleaning(directory, "1.0"),
                "prune a bucket",
                BucketCleaning::new))
        .tests();
  }

  /** Lists what is there and removes the older of two versions, which is in two regions. */
  private static final class Cleaning implements Job {

    private final InventoryAccount account;
    private final String newest;
    private final @Nullable String version;

    Cleaning(Path directory, @Nullable String version) {
      this.version = version;
      account = new InventoryAccount(directory, Duration.ofDays(40));
      account.image(OREGON, HELLO + ":1.0", "aa");
      account.image(IRELAND, HELLO + ":1.0", "aa");
      newest = account.image(OREGON, HELLO + ":1.1", "bb");
    }

    @Override
    public LocalEc2 account() {
      return account.server();
    }

    @Override
    public void perform() {
      Stock stock = account.take(new Scope(HELLO, List.of(), null));
      assertThat(stock.unread()).isEmpty();
      List<Release> gone =
          version == null
              ? new Retention(1, null, false, Duration.ofDays(1))
                  .plan(stock, Instant.now())
                  .removed()
              : new Wanted(version, null).releases(stock, false);
      new Remover(account.connections(), new Silent()).remove(gone, List.of());
      account.server().allowAll();
      assertThat(account.images(OREGON)).containsExactly(newest);
      assertThat(account.images(IRELAND)).isEmpty();
      assertThat(account.snapshots(IRELAND)).isEmpty();
    }

    @Override
    public void close() {
      account.close();
    }
  }

  /** Removes what killed imports left in the bucket: a disk, and half of another one. */
  private static final class BucketCleaning implements Job {

    private final InventoryAccount account;

    BucketCleaning(Path directory) {
      account = new InventoryAccount(directory, Duration.ofDays(40));
      account.object("disks", "ec2-unikernel/a/disk.raw", HELLO + ":1.0");
      account.upload("disks", "ec2-unikernel/b/disk.raw");
      account.object("disks", "mine", HELLO + ":1.0");
    }

    @Override
    public LocalEc2 account() {
      return account.server();
    }

    @Override
    public void perform() {
      Scope all = new Scope(null, List.of(OREGON), "disks");
      List<Orphan> orphans =
          new Retention(1, null, false, Duration.ofDays(1))
              .plan(account.take(all), Instant.now())
              .orphans();
      assertThat(orphans).hasSize(2);
      new Remover(account.connections(), new Silent()).remove(List.of(), orphans);
      account.server().allowAll();
      assertThat(account.keys("disks")).containsExactly("mine");
      assertThat(account.take(all).orphans()).isEmpty();
    }

    @Override
    public void close() {
      account.close();
    }
  }

  @Test
  void objectsThatAreNotDisksOfImportsAreNobodysToDelete() {
    InventoryAccount account = new InventoryAccount(folder, Duration.ZERO);
    account.object("disks", "mine", HELLO + ":1.0");
    for (String policy : List.of("cleaner", "publisher-s3-import")) {
      String document =
          PolicyTemplate.named(policy)
              .filledIn(new PolicyValues("aws", "123456789012", "*", "disks", "importer"));
      account.server().enforce(List.of(PolicyDocument.parse(document, PolicyKind.IDENTITY)));
      assertThatExceptionOfType(EnvironmentException.class)
          .isThrownBy(
              () ->
                  account.connections().primary().objects().delete(new DiskObject("disks", "mine")))
          .withMessageContaining("s3:GetObject");
    }
    account.server().allowAll();
    assertThat(account.keys("disks")).containsExactly("mine");
    account.close();
  }

  private static final class Silent implements RemovalListener {

    @Override
    public void deregistered(String region, String imageId) {}

    @Override
    public void deleted(String region, String snapshotId) {}

    @Override
    public void stays(String region, String snapshotId) {}
  }
}
