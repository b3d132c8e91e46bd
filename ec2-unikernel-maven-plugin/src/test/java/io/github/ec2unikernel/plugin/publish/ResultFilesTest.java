package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import io.github.ec2unikernel.plugin.publish.ResultFiles.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

  @TempDir Path folder;
  private LocalAccount account;
  private ResultFiles files;

  @BeforeEach
  void open() {
    account = new LocalAccount(folder);
    files = new ResultFiles(account.stateFile().resolveSibling(""));
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void theResultIsInAFileForProgramsAndInOneForScripts() throws IOException {
    DiskImage disk = account.disk("disk", 3L * RawDisks.BLOCK, 0, 2);

    PublishResult result = publish(disk);

    JsonObject json = JsonParser.parseString(Files.readString(files.json())).getAsJsonObject();
    assertThat(json.get("imageId").getAsString()).isEqualTo(result.primary().id());
    assertThat(json.get("content").getAsString()).matches("[0-9a-f]{64}");
    assertThat(json.get("bytesSent").getAsLong()).isEqualTo(2L * RawDisks.BLOCK);
    assertThat(json.get("finishedAt").getAsString())
        .isGreaterThan(json.get("startedAt").getAsString());
    JsonObject root = json.getAsJsonArray("disks").get(0).getAsJsonObject();
    assertThat(root.get("sha256").getAsString()).isEqualTo(disk.sha256());
    assertThat(root.get("size").getAsLong()).isEqualTo(3L * RawDisks.BLOCK);
    JsonObject other = json.getAsJsonArray("images").get(1).getAsJsonObject();
    assertThat(other.get("region").getAsString()).isEqualTo("eu-west-1");
    assertThat(other.get("imageId").getAsString()).isEqualTo(result.images().get(1).id());
    assertThat(other.get("kernelName").getAsString()).isEqualTo("pv-grub-hd0_1.05-x86_64.gz");
    assertThat(other.getAsJsonObject("snapshots").getAsJsonObject("").get("id").getAsString())
        .isEqualTo(result.images().get(1).snapshot().id());
    assertThat(json.getAsJsonArray("failed")).isEmpty();

    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(files.properties())) {
      properties.load(in);
    }
    assertThat(properties)
        .containsEntry("unikernel.amiId", result.primary().id())
        .containsEntry("unikernel.amiId.us-west-2", result.primary().id())
        .containsEntry("unikernel.amiId.eu-west-1", result.images().get(1).id())
        .containsEntry("unikernel.region", "us-west-2")
        .containsEntry("unikernel.bytesSent", String.valueOf(2L * RawDisks.BLOCK))
        .containsEntry("unikernel.reused", "false");
  }

  @Test
  void whatWasPublishedIsFoundByItsRegion() {
    assertThat(files.published(null)).isNull();
    PublishResult result = publish(account.disk("disk", 3L * RawDisks.BLOCK, 0, 2));

    assertThat(files.published(null))
        .isEqualTo(new Published(result.primary().id(), "us-west-2"))
        .isEqualTo(files.published("us-west-2"));
    assertThat(files.published("eu-west-1"))
        .isEqualTo(new Published(result.images().get(1).id(), "eu-west-1"));
    assertThatThrownBy(() -> files.published("eu-north-1"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the last deploy published no AMI in the region 'eu-north-1', but in eu-west-1,"
                + " us-west-2");
  }

  @Test
  void aRunThatFailsLeavesNoResultOfAnEarlierOne() {
    publish(account.disk("disk", RawDisks.BLOCK, 0));
    account
        .server()
        .faults()
        .inject(Fault.error("StartSnapshot", 1, "AccessDeniedException", 403, "no"));
    DiskImage other = account.disk("other", 3L * RawDisks.BLOCK, 1);

    assertThatThrownBy(() -> publish(other)).hasMessageContaining("ebs:StartSnapshot");

    assertThat(files.json()).doesNotExist();
    assertThat(files.properties()).doesNotExist();
  }

  private PublishResult publish(DiskImage disk) {
    return new Publisher()
        .publish(
            account
                .request(disk)
                .with(new Regions(List.of("eu-west-1"), Replication.COPY, Failure.UNDO_ALL)),
            new Events());
  }
}
