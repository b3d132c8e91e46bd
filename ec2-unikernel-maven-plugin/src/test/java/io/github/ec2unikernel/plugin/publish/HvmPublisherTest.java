package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Image;

/** Images that firmware boots, and no PV-GRUB. */
class HvmPublisherTest {

  private static final int BLOCK = RawDisks.BLOCK;

  @TempDir Path folder;
  private LocalAccount account;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MULTIBOOT", "SHIM", "PVH", "DISK"})
  void theImageIsHvmAndNobodyLooksForAPvGrub(BootWay way) {
    MachineImage published = publish(disk(way, Firmware.BIOS)).primary();

    Image image = account.images().get(0);
    assertThat(image.imageId()).isEqualTo(published.id());
    assertThat(image.virtualizationTypeAsString()).isEqualTo("hvm");
    assertThat(image.kernelId()).isNull();
    assertThat(published.kernelId()).isNull();
    assertThat(image.bootModeAsString()).isEqualTo("legacy-bios");
    assertThat(image.rootDeviceName()).isEqualTo("/dev/xvda");
    assertThat(image.blockDeviceMappings().get(0).deviceName()).isEqualTo("/dev/xvda");
    assertThat(image.sriovNetSupport()).isNull();
    assertThat(image.tpmSupport()).isNull();
    assertThat(account.server().calls().all())
        .noneMatch(call -> call.parameters().toString().contains("pv-grub"));
    assertThat(account.blocks(published.snapshot().id())).containsOnlyKeys(0);
  }

  @ParameterizedTest
  @CsvSource({"MULTIBOOT, true", "SHIM, false", "PVH, false", "DISK, true"})
  void anImageSaysThatItDrivesEnaWhereverNitroMayRunIt(BootWay way, boolean ena) {
    publish(disk(way, Firmware.BIOS));

    assertThat(Boolean.TRUE.equals(account.images().get(0).enaSupport())).isEqualTo(ena);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheUserSaysOfEnaCounts(boolean ena) {
    publish(disk(BootWay.DISK, Firmware.BIOS), new PlatformOptions(null, ena, null, null));

    assertThat(Boolean.TRUE.equals(account.images().get(0).enaSupport())).isEqualTo(ena);
  }

  @Test
  void theDisksFirmwareIsTheBootModeUnlessTheUserNarrowsIt() {
    DiskImage both = disk(BootWay.DISK, Firmware.BIOS, Firmware.UEFI);

    assertThat(bootMode(both, null)).isEqualTo("uefi-preferred");
    assertThat(bootMode(both, "uefi")).isEqualTo("uefi");
    assertThat(bootMode(both, "legacy-bios")).isEqualTo("legacy-bios");
    assertThat(bootMode(disk(BootWay.DISK, Firmware.UEFI), null)).isEqualTo("uefi");
    // The same disk, so the same snapshot; but each boot mode is an image of its own.
    assertThat(account.images()).hasSize(3);
    assertThat(account.snapshots()).hasSize(1);
  }

  @Test
  void metadataAndTpmAreAskedForAsTheyAreForUefi() {
    publish(disk(BootWay.DISK, Firmware.UEFI), new PlatformOptions(null, null, "v2.0", "v2.0"));

    Image image = account.images().get(0);
    assertThat(image.imdsSupportAsString()).isEqualTo("v2.0");
    assertThat(image.tpmSupportAsString()).isEqualTo("v2.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "BIOS | uefi | - | - | <ami><bootMode> is 'uefi', and the disk is made for 'legacy-bios'"
            + " | Leave <bootMode> out",
        "BIOS | uefi-preferred | - | - | <ami><bootMode> is 'uefi-preferred' | Leave <bootMode> out",
        "UEFI | legacy-bios | - | - | the disk is made for 'uefi' | Leave <bootMode> out",
        "BIOS | efi | - | - | <ami><bootMode> is 'efi', which there is not | legacy-bios, uefi or",
        "BIOS | - | v1.0 | - | <ami><imdsSupport> is 'v1.0' | Give v2.0",
        "UEFI | - | - | v1.2 | <ami><tpmSupport> is 'v1.2' | Give v2.0",
        "BIOS | - | - | v2.0 | the boot mode is 'legacy-bios' | Leave <tpmSupport> out",
      })
  void whatTheDiskCantHaveIsRefusedWithAWayOut(
      Firmware firmware, String mode, String imds, String tpm, String message, String hint) {
    DiskImage disk = disk(BootWay.DISK, firmware);
    int before = account.server().calls().all().size();

    assertThatThrownBy(() -> publish(disk, new PlatformOptions(mode, null, imds, tpm)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((InputException) e).hint()).contains(hint));
    assertThat(account.server().calls().all()).hasSize(before);
  }

  @Test
  void aTpmOnADiskForBothTakesUefiAlone() {
    DiskImage both = disk(BootWay.DISK, Firmware.BIOS, Firmware.UEFI);

    assertThatThrownBy(() -> publish(both, new PlatformOptions(null, null, null, "v2.0")))
        .satisfies(
            e ->
                assertThat(((InputException) e).hint())
                    .isEqualTo("Add <bootMode>uefi</bootMode>, or leave <tpmSupport> out."));
    publish(both, new PlatformOptions("uefi", null, null, "v2.0"));
    assertThat(account.images().get(0).tpmSupportAsString()).isEqualTo("v2.0");
  }

  @Test
  void aKernelIdIsRefused() {
    PublishRequest request =
        account
            .request(disk(BootWay.SHIM, Firmware.BIOS))
            .with(new KernelChoice("aki-70cb0e10", null, false));

    assertThatThrownBy(() -> new Publisher().publish(request, new Events()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<aws><kernelId> is 'aki-70cb0e10', and the disk boots by 'shim'");
  }

  @Test
  void noKernelIsPinned() {
    Path lock = folder.resolve("lock");

    new Publisher()
        .publish(
            account
                .request(disk(BootWay.MULTIBOOT, Firmware.BIOS))
                .with(new KernelChoice(null, lock, false)),
            new Events());

    assertThat(lock).doesNotExist();
  }

  @Test
  void theSameContentIsPublishedOnceAndAnotherEnaOrWayOfBootingIsAnother() {
    DiskImage disk = disk(BootWay.MULTIBOOT, Firmware.BIOS);
    MachineImage first = publish(disk).primary();
    int sent = account.calls("StartSnapshot");

    MachineImage again = publish(disk).primary();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.reused()).isTrue();

    MachineImage ena = publish(disk, new PlatformOptions(null, false, null, null)).primary();
    assertThat(ena.id()).isNotEqualTo(first.id());
    assertThat(publish(RawDisks.booted(disk, DiskBoot.byPvGrub(disk.file()))).primary().id())
        .isNotIn(first.id(), ena.id());
    assertThat(account.calls("StartSnapshot")).isEqualTo(sent);
    assertThat(account.images()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Replication.class)
  void aRegionWithoutPvGetsItTooHoweverItGetsThere(Replication replication) {
    PublishResult result =
        new Publisher()
            .publish(
                account
                    .request(disk(BootWay.DISK, Firmware.BIOS, Firmware.UEFI))
                    .with(new Regions(List.of("eu-north-1"), replication, Failure.UNDO_ALL)),
                new Events());

    assertThat(result.images()).hasSize(2);
    assertThat(result.kernels()).isEmpty();
    try (AccountRegion other = new AccountRegion(account.server(), "eu-north-1")) {
      Image image = other.image();
      assertThat(image.imageId()).isEqualTo(result.images().get(1).id());
      assertThat(image.bootModeAsString()).isEqualTo("uefi-preferred");
      assertThat(image.enaSupport()).isTrue();
      assertThat(image.kernelId()).isNull();
      assertThat(LocalAccount.tags(image.tags())).containsEntry("ec2-unikernel:boot-way", "disk");
    }
  }

  @Test
  void aVolumeKeepsTheDeviceThatItHasOnPv() {
    DiskImage disk = disk(BootWay.SHIM, Firmware.BIOS);
    var volume = RawDisks.volume(folder.resolve("data.raw"), "data", "/dev/xvdb");

    new Publisher().publish(account.request(disk, List.of(volume), null), new Events());

    assertThat(account.images().get(0).blockDeviceMappings())
        .extracting(mapping -> mapping.deviceName())
        .containsExactlyInAnyOrder("/dev/xvda", "/dev/xvdb");
  }

  @Test
  void theTagsSayHowItBootsAndWhereItDoesNotLaunch() {
    publish(disk(BootWay.SHIM, Firmware.BIOS));

    Image image = account.images().get(0);
    Map<String, String> tags = LocalAccount.tags(image.tags());
    assertThat(tags)
        .containsEntry("ec2-unikernel:boot-way", "shim")
        .containsEntry(
            "ec2-unikernel:launches-on",
            "Xen HVM: t2 m4 c4 r4 i3 and older / Xen PV and HVM: m3 c3 hs1")
        .containsEntry(
            "ec2-unikernel:does-not-launch-on",
            "Nitro: t3 m5 c5 r5 and newer / Xen PV: t1 m1 m2 c1 / Arm: t4g m6g c7g and others");
    assertThat(image.description()).contains("EXPERIMENTAL");
    assertThat(LocalAccount.tags(account.snapshots().get(0).tags()).keySet())
        .noneMatch(key -> key.endsWith("-on") || key.endsWith("-way"));
  }

  @Test
  void theResultHasNoKernelAndSaysWhereItLaunches() throws IOException {
    PlatformOptions withoutEna = new PlatformOptions(null, false, null, null);
    PublishResult result = publish(disk(BootWay.MULTIBOOT, Firmware.BIOS), withoutEna);

    JsonObject json =
        JsonParser.parseString(
                Files.readString(account.stateFile().resolveSibling("published.json")))
            .getAsJsonObject();
    assertThat(json.get("bootWay").getAsString()).isEqualTo("multiboot");
    assertThat(json.get("launchesOn").getAsString()).startsWith("Xen HVM");
    assertThat(json.get("doesNotLaunchOn").getAsString()).startsWith("Nitro");
    assertThat(json.getAsJsonArray("images").get(0).getAsJsonObject().keySet())
        .doesNotContain("kernelId", "kernelName");
    assertThat(ResultFiles.properties(result))
        .containsEntry("unikernel.publishedBootWay", "multiboot")
        .doesNotContainKey("unikernel.kernelId");
    assertThat(new StateFile(account.stateFile()).read().orElseThrow().attempt().kernelId())
        .isNull();
  }

  @Test
  void whatAnAbortedRunKeptIsGoneOnWith() {
    DiskImage disk = disk(BootWay.PVH, Firmware.BIOS);
    account.server().faults().inject(Fault.denied("RegisterImage", 1));
    PublishRequest keeping =
        account.request(disk).with(UploadOptions.standard().withConnections(1).withKeep(true));
    assertThatThrownBy(() -> new Publisher().publish(keeping, new Events()))
        .hasMessageContaining("Kept in the account: snap-");
    String kept = account.snapshots().get(0).snapshotId();

    MachineImage image = new Publisher().publish(keeping, new Events()).primary();

    assertThat(image.snapshot().id()).isEqualTo(kept);
    assertThat(account.snapshots()).hasSize(1);
    assertThat(account.images()).hasSize(1);
    assertThat(account.calls("StartSnapshot")).isEqualTo(1);
  }

  @Test
  void anImageWhoseRegistrationWasNotHeardOfIsAdopted() {
    account.server().faults().inject(Fault.resetAfterEffect("RegisterImage", 1));

    MachineImage image = publish(disk(BootWay.DISK, Firmware.BIOS)).primary();

    assertThat(account.images()).extracting(Image::imageId).containsExactly(image.id());
  }

  private String bootMode(DiskImage disk, @Nullable String asked) {
    String id = publish(disk, new PlatformOptions(asked, null, null, null)).primary().id();
    return account.images().stream()
        .filter(image -> image.imageId().equals(id))
        .findFirst()
        .orElseThrow()
        .bootModeAsString();
  }

  private DiskImage disk(BootWay way, Firmware... firmwares) {
    Set<Firmware> all = EnumSet.noneOf(Firmware.class);
    all.addAll(List.of(firmwares));
    DiskImage disk = account.disk("disk.raw", 3L * BLOCK, 0);
    return RawDisks.booted(disk, new DiskBoot(way, all, way == BootWay.DISK ? null : disk.file()));
  }

  private PublishResult publish(DiskImage disk) {
    return publish(disk, PlatformOptions.standard());
  }

  private PublishResult publish(DiskImage disk, PlatformOptions options) {
    PublishRequest request = account.request(disk);
    return new Publisher()
        .publish(request.with(request.options().withPlatform(options)), new Events());
  }
}
