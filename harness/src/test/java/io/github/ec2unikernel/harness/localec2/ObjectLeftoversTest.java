package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What a killed process may leave of S3, and what is not to be touched for it. */
final class ObjectLeftoversTest extends S3Base {

  @Test
  void halfOfWhatCameIsDeletedAndTheRestStays() throws Exception {
    put("kept", random(MIB, 1));
    String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("going-on")).uploadId();
    s3.uploadPart(
        r -> r.bucket(BUCKET).key("going-on").uploadId(upload).partNumber(1),
        RequestBody.fromBytes(random(MIB, 2)));
    Path root = directory.resolve("s3");
    // No process has had this id for long, nor will have it.
    Path dead = touch(root.resolve("incoming/99999999-x"));
    Path receiving = touch(root.resolve("incoming/" + ProcessHandle.current().pid() + "-x"));
    List<Path> left =
        List.of(
            dead,
            touch(root.resolve("data/" + BUCKET + "/nobodys")),
            touch(root.resolve("buckets/" + BUCKET + ".0123.tmp")),
            touch(root.resolve("objects/" + BUCKET + "/abc.0123.tmp")),
            touch(root.resolve("uploads/" + BUCKET + "/gone/00001.json")),
            touch(root.resolve("uploads/" + BUCKET + "/" + upload + "/00001.0123.tmp")));

    try (LocalEc2 next = LocalEc2.start(options())) {
      assertThat(next.endpoint()).isNotNull();
    }

    assertThat(left).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(receiving).exists();
    assertThat(get("kept")).isEqualTo(random(MIB, 1));
    assertThat(s3.listParts(r -> r.bucket(BUCKET).key("going-on").uploadId(upload)).parts())
        .hasSize(1);
    try (Stream<Path> data = Files.list(root.resolve("data/" + BUCKET))) {
      assertThat(data).hasSize(2);
    }
  }

  private static Path touch(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }
}
