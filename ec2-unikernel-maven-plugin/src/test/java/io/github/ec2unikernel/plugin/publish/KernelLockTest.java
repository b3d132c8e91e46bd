package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelLockTest {

  private static final String NEWEST = "us-west-2 aki-70cb0e10 pv-grub-hd0_1.05-x86_64.gz\n";
  private static final String OLDER = "us-west-2 aki-fc8f11cc pv-grub-hd0_1.04-x86_64.gz\n";

  @TempDir Path folder;
  private LocalAccount account;
  private DiskImage disk;
  private Path lock;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    disk = account.disk("disk", RawDisks.BLOCK, 0);
    lock = folder.resolve("project/ec2-unikernel.lock");
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void theKernelsThatWereChosenAreWrittenDownSortedByRegion() throws IOException {
    publish(
        new Regions(List.of("eu-west-1", "ap-southeast-2"), Replication.COPY, Failure.UNDO_ALL),
        locked(null, false));

    assertThat(Files.readString(lock))
        .isEqualTo(
            """
            # The PV-GRUB kernels that this project's machine images boot. Commit this file.
            # Chosen anew with -Dunikernel.updateLock
            ap-southeast-2 aki-66506305 pv-grub-hd0_1.05-x86_64.gz
            eu-west-1 aki-dc9ed9af pv-grub-hd0_1.05-x86_64.gz
            """
                + NEWEST);
    assertThat(lock.resolveSibling("").toFile().list()).containsExactly("ec2-unikernel.lock");
  }

  @Test
  void whatIsPinnedIsTakenAndTheFileStaysAsItIs() throws IOException {
    write("# ours\n\n" + OLDER);

    assertThat(publish(Regions.one(), locked(null, false)).primary().kernelId())
        .isEqualTo("aki-fc8f11cc");
    assertThat(Files.readString(lock)).isEqualTo("# ours\n\n" + OLDER);
  }

  @Test
  void aPinnedKernelThatIsGoneIsSaidWithTheWayOut() throws IOException {
    write("us-west-2 aki-00000000 pv-grub-hd0_1.04-x86_64.gz\n");

    assertThatThrownBy(() -> publish(Regions.one(), locked(null, false)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pins aki-00000000 (pv-grub-hd0_1.04-x86_64.gz) for us-west-2")
        .extracting(it -> ((InputException) it).hint())
        .asString()
        .contains("-Dunikernel.updateLock");
    assertThat(account.calls("StartSnapshot")).isZero();

    publish(Regions.one(), locked(null, true));
    assertThat(Files.readString(lock)).endsWith(NEWEST).doesNotContain("aki-00000000");
  }

  @Test
  void aPinWithAnotherKernelsNameIsNoPin() throws IOException {
    write(OLDER.replace("aki-fc8f11cc", "aki-70cb0e10"));

    assertThatThrownBy(() -> publish(Regions.one(), locked(null, false)))
        .hasMessageContaining("there is no such kernel any more");
  }

  @Test
  void aLineThatPinsNothingIsNamed() throws IOException {
    write("us-west-2 newest\n");

    assertThatThrownBy(() -> publish(Regions.one(), locked(null, false)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has the line 'us-west-2 newest', which pins no kernel");
  }

  @Test
  void aKernelThatIsNamedWinsAndIsNotPinned() throws IOException {
    write("us-west-2 aki-00000000 pv-grub-hd0_1.04-x86_64.gz\n");

    PublishResult result = publish(Regions.one(), locked("aki-fc8f11cc", false));

    assertThat(result.primary().kernelId()).isEqualTo("aki-fc8f11cc");
    assertThat(Files.readString(lock)).contains("aki-00000000");
  }

  @Test
  void aKernelForPartitionsIsTakenWhenItIsNamed() {
    PublishResult result = publish(Regions.one(), locked("aki-e68f11d6", false));

    assertThat(result.primary().kernelId()).isEqualTo("aki-e68f11d6");
    assertThat(result.kernels()).containsExactly("pv-grub-hd00_1.04-x86_64.gz");
  }

  @ParameterizedTest
  @CsvSource({"aki-00000000,is not in us-west-2", "hello,is not in us-west-2"})
  void aNamedKernelThatThereIsNotIsRefused(String id, String why) {
    assertThatThrownBy(() -> publish(Regions.one(), locked(id, false)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("The kernel '" + id + "' can't boot the machine image: it " + why);
  }

  @Test
  void aNamedKernelForI386IsRefused() {
    assertThatThrownBy(() -> publish(Regions.one(), locked("aki-7a69931a", false)))
        .hasMessageContaining("is for i386 and not x86_64");
  }

  private KernelChoice locked(@Nullable String id, boolean refresh) {
    return new KernelChoice(id, lock, refresh);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(lock.getParent());
    Files.writeString(lock, text);
  }

  private PublishResult publish(Regions regions, KernelChoice choice) {
    return new Publisher().publish(account.request(disk).with(regions).with(choice), new Events());
  }
}
