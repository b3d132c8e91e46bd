package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTagsTest {

  @TempDir Path folder;

  @Test
  void theLongestTagsAreTakenByAwsToo() {
    String key = "k".repeat(127);
    String value = "v".repeat(255);
    try (LocalAccount account = new LocalAccount(folder)) {
      publish(account, "a".repeat(300), Map.of(key, value));

      assertThat(LocalAccount.tags(account.snapshots().get(0).tags())).containsEntry(key, value);
    }
  }

  @Test
  void aLongerKeyOrValueIsRefused() {
    assertThatThrownBy(() -> ResourceTags.check(Map.of("k".repeat(128), "v")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("key of 128 characters");
    assertThatThrownBy(() -> ResourceTags.check(Map.of("k", "v".repeat(256))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("value of 256 characters");
  }

  private static void publish(LocalAccount account, String artifact, Map<String, String> tags) {
    DiskImage disk = account.disk("disk", RawDisks.BLOCK, 0);
    PublishRequest request = account.request(disk);
    new Publisher()
        .publish(
            PublishRequest.of(
                    disk,
                    new Coordinates("org.example", artifact, "1.0"),
                    request.target(),
                    request.stateFile(),
                    request.toolVersion())
                .with(ImageOptions.standard().withTags(tags)),
            new Events());
  }
}
