package io.github.ec2unikernel.harness.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** What GRUB's images have inside. */
class GrubMakerTest {

  private static final byte[] CONFIGURATION = "set a=b\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void theArchiveInAnImageTellsNeitherWhoMadeItNorWhen() throws IOException {
    byte[] archive = GrubMaker.archive(CONFIGURATION);

    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      assertThat(entry.getName()).isEqualTo("boot/grub/grub.cfg");
      assertThat(entry.getLastModifiedTime().toMillis()).isZero();
      assertThat(entry.getUserName()).isEmpty();
      assertThat(entry.getGroupName()).isEmpty();
      assertThat(entry.getLongUserId()).isZero();
      assertThat(entry.getLongGroupId()).isZero();
      assertThat(tar.readAllBytes()).isEqualTo(CONFIGURATION);
      assertThat(tar.getNextEntry()).isNull();
    }
  }
}
