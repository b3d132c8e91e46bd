package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharingTest {

  private static final String ALICE = "111122223333";
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab";
  private static final String BOB = "444455556666";
  private static final String ORGANIZATION =
      "arn:aws:organizations::111122223333:organization/o-abcdefghij";
  private static final String UNIT =
      "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678";

  @TempDir Path folder;
  private LocalAccount account;
  private AccountRegion region;
  private DiskImage disk;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    region = new AccountRegion(account.server(), LocalAccount.REGION);
    disk = account.disk("disk", RawDisks.BLOCK, 0);
  }

  @AfterEach
  void close() {
    region.close();
    account.close();
  }

  @Test
  void anImageIsSharedWithAllOfThemAndItsSnapshotWithAccounts() {
    MachineImage image = publish(Sharing.of(List.of(ALICE, ORGANIZATION, UNIT), false));

    assertThat(region.launchers(image.id()))
        .containsExactlyInAnyOrder(
            ALICE + "/null/null/null",
            "null/null/" + ORGANIZATION + "/null",
            "null/null/null/" + UNIT);
    assertThat(region.volumeMakers(image.snapshot().id())).containsExactly(ALICE + "/null");
  }

  @Test
  void aPublicImageHasPublicSnapshots() {
    MachineImage image = publish(Sharing.of(List.of("public"), false));

    assertThat(region.image().publicLaunchPermissions()).isTrue();
    assertThat(region.volumeMakers(image.snapshot().id())).containsExactly("null/all");
  }

  @Test
  void anImageThatIsThereGetsWhatItLacksAndKeepsTheRest() {
    publish(Sharing.of(List.of(ALICE), false));
    int calls = account.calls("ModifyImageAttribute", "ModifySnapshotAttribute");

    MachineImage image = publish(Sharing.of(List.of(BOB), false));

    assertThat(image.reused()).isTrue();
    assertThat(region.launchers(image.id())).hasSize(2);
    assertThat(region.volumeMakers(image.snapshot().id())).hasSize(2);

    publish(Sharing.of(List.of(ALICE, BOB), false));
    assertThat(account.calls("ModifyImageAttribute", "ModifySnapshotAttribute"))
        .isEqualTo(calls + 2);
  }

  @Test
  void exclusivelySharedAllOthersLoseIt() {
    publish(Sharing.of(List.of(ALICE, "public"), false));

    MachineImage image = publish(Sharing.of(List.of(BOB), true));

    assertThat(region.launchers(image.id())).containsExactly(BOB + "/null/null/null");
    assertThat(region.volumeMakers(image.snapshot().id())).containsExactly(BOB + "/null");

    publish(Sharing.of(List.of(), true));
    assertThat(region.launchers(image.id())).isEmpty();
  }

  @Test
  void aNewImageThatCantBeSharedIsUndone() {
    account.server().faults().inject(denied("ModifySnapshotAttribute"));

    assertThatThrownBy(() -> publish(Sharing.of(List.of(ALICE), false)))
        .hasMessageContaining("ec2:ModifySnapshotAttribute");

    assertThat(region.images()).isEmpty();
    assertThat(region.snapshots()).isEmpty();
  }

  @Test
  void anOldImageKeepsNothingOfASharingThatFailed() {
    MachineImage image = publish(Sharing.of(List.of(BOB), false));
    account.server().faults().inject(denied("ModifySnapshotAttribute"));

    assertThatThrownBy(() -> publish(Sharing.of(List.of(ALICE, "public"), false)))
        .hasMessageContaining("ec2:ModifySnapshotAttribute");

    assertThat(region.image().imageId()).isEqualTo(image.id());
    assertThat(region.launchers(image.id())).containsExactly(BOB + "/null/null/null");
    assertThat(region.snapshots()).hasSize(1);
  }

  @Test
  void permissionsThatCantBeTakenBackAreNamedWithTheCommandThatDoes() {
    MachineImage image = publish(Sharing.none());
    account.server().faults().inject(denied("ModifySnapshotAttribute"));
    account
        .server()
        .faults()
        .inject(
            Fault.error(
                "ModifyImageAttribute",
                2,
                "UnauthorizedOperation",
                403,
                "You are not authorized."));

    assertThatThrownBy(() -> publish(Sharing.of(List.of(ALICE, "public"), false)))
        .hasMessageContaining("ec2:ModifySnapshotAttribute")
        .hasMessageContaining("Left in the account")
        .extracting(it -> ((ProblemException) it).hint())
        .asString()
        .contains(
            "aws ec2 modify-image-attribute --image-id "
                + image.id()
                + " --launch-permission 'Remove=[{UserId="
                + ALICE
                + "},{Group=all}]' --region us-west-2");

    // The next run, whatever it shares, takes them back first.
    publish(Sharing.none());
    assertThat(region.launchers(image.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "11112222333",
        "alice",
        "arn:aws:organizations::111122223333:organization/x",
        "arn:aws:iam::111122223333:root"
      })
  void nobodyElseCanBeSharedWith(String name) {
    assertThatThrownBy(() -> Sharing.of(List.of(name), false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<share> names '" + name + "'");
  }

  @Test
  void whatIsEncryptedWithTheDefaultKeyIsNotShared() {
    assertThatThrownBy(() -> publish(Sharing.of(List.of(ALICE), false), new Encryption(true, null)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("encrypted with the account's default key");
    assertThat(account.calls("DescribeImages")).isZero();
  }

  @Test
  void whatIsEncryptedIsNeverPublic() {
    Encryption key = new Encryption(true, KEY);

    assertThatThrownBy(() -> publish(Sharing.of(List.of("public"), false), key))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("AWS lets no encrypted snapshot be public");
  }

  @Test
  void whatIsEncryptedWithAKeyOfOnesOwnIsShared() {
    MachineImage image = publish(Sharing.of(List.of(ALICE), false), new Encryption(true, KEY));

    assertThat(region.volumeMakers(image.snapshot().id())).containsExactly(ALICE + "/null");
  }

  private MachineImage publish(Sharing sharing, Encryption encryption) {
    PublishRequest request = account.request(disk);
    return new Publisher()
        .publish(
            request
                .with(request.options().withSharing(sharing))
                .with(request.upload().withEncryption(encryption)),
            new Events())
        .primary();
  }

  private MachineImage publish(Sharing sharing) {
    PublishRequest request = account.request(disk);
    return new Publisher()
        .publish(request.with(request.options().withSharing(sharing)), new Events())
        .primary();
  }

  private static Fault denied(String action) {
    return Fault.error(action, 1, "UnauthorizedOperation", 403, "You are not authorized.");
  }
}
