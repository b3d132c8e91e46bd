package io.github.ec2unikernel.plugin.inventory;

import static io.github.ec2unikernel.plugin.inventory.InventoryAccount.IRELAND;
import static io.github.ec2unikernel.plugin.inventory.InventoryAccount.OREGON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.plugin.policy.Job;
import io.github.ec2unikernel.plugin.policy.PolicyProof;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
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
                directory -> new Cleaning(directory, "1.0")))
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

  private static final class Silent implements RemovalListener {

    @Override
    public void deregistered(String region, String imageId) {}

    @Override
    public void deleted(String region, String snapshotId) {}

    @Override
    public void stays(String region, String snapshotId) {}
  }
}
