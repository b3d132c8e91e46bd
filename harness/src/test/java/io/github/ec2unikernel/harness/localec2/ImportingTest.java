package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;

/** What becomes of the disks of imports, which qemu-img writes. */
final class ImportingTest extends ImportBase {

  @TempDir Path files;

  @ParameterizedTest
  @CsvSource({
    "raw,raw,",
    "VHD,vpc,subformat=dynamic",
    "VHD,vpc,subformat=fixed",
    "VMDK,vmdk,subformat=streamOptimized"
  })
  void aDiskOfEachFormatBecomesASnapshotOfItsBlocks(String format, String qemu, String option)
      throws Exception {
    Path raw = disk();
    put("disk", Files.readAllBytes(convert(raw, qemu, option)));

    String id = startImport(format);
    pass(DELAY);
    SnapshotTaskDetail detail = detail(id);

    assertThat(detail.status()).as(detail.statusMessage()).isEqualTo("completed");
    Snapshot snapshot =
        ec2.describeSnapshots(r -> r.snapshotIds(detail.snapshotId())).snapshots().get(0);
    assertThat(snapshot.volumeSize()).isEqualTo(1);
    assertThat(snapshot.stateAsString()).isEqualTo("completed");
    assertThat(snapshot.description()).contains(id);
    var blocks = ebs.listSnapshotBlocks(r -> r.snapshotId(detail.snapshotId())).blocks();
    assertThat(blocks).extracting(b -> b.blockIndex()).containsExactly(0, 9, 10);
    byte[] expected = Files.readAllBytes(raw);
    for (var block : blocks) {
      byte[] read =
          ebs.getSnapshotBlockAsBytes(
                  r ->
                      r.snapshotId(detail.snapshotId())
                          .blockIndex(block.blockIndex())
                          .blockToken(block.blockToken()))
              .asByteArray();
      int from = block.blockIndex() * Blocks.SIZE;
      assertThat(read).isEqualTo(Arrays.copyOfRange(expected, from, from + Blocks.SIZE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VHD,Footers not identical",
    "VMDK,Unsupported VMDK File Format",
    "RAW,Unsupported specified file format"
  })
  void anObjectThatIsNoDiskEndsTheTask(String format, String message) {
    put("disk", format.equals("RAW") ? new byte[0] : random(MIB, 1));
    String id = startImport(format);
    pass(DELAY.multipliedBy(2));

    assertThat(detail(id).status()).isEqualTo("deleting");
    assertThat(detail(id).statusMessage()).contains("Disk validation failed [" + message + "]");
  }

  @Test
  void aDamagedVmdkAndOneOfAnotherKindEndTheTask() throws Exception {
    Path raw = disk();
    byte[] stream = Files.readAllBytes(convert(raw, "vmdk", "subformat=streamOptimized"));
    Arrays.fill(stream, 66_000, 67_000, (byte) 0x55);
    put("disk", stream);
    assertThat(ended("VMDK")).contains("Uncompressed data has invalid length");

    put("disk", Files.readAllBytes(convert(raw, "vmdk", "subformat=monolithicSparse")));
    assertThat(ended("VMDK")).contains("Unsupported VMDK File Format");
  }

  private String ended(String format) {
    String id = startImport(format);
    pass(DELAY.multipliedBy(2));
    detail(id);
    pass(DELAY);
    assertThat(detail(id).status()).isEqualTo("deleted");
    return detail(id).statusMessage();
  }

  @Test
  void anObjectThatIsNotThereOrElsewhereIsNotImported() {
    String id = startImport("RAW");
    pass(DELAY.multipliedBy(2));
    assertThat(detail(id).statusMessage()).contains("Reason 404 Not Found");

    try (var ireland = Clients.s3(local, "eu-west-1")) {
      createBucket(ireland, "elsewhere", "eu-west-1");
    }
    assertThat(
            Clients.refusal(
                () ->
                    ec2.importSnapshot(
                        r -> r.diskContainer(d -> d.format("RAW").url("s3://elsewhere/disk")))))
        .hasMessageContaining("The given S3 object is not local to the region");
    assertThat(
            Clients.code(
                () ->
                    ec2.importSnapshot(
                        r -> r.diskContainer(d -> d.format("RAW").url("s3://nowhere/disk")))))
        .isEqualTo("InvalidParameter");
    assertThat(Clients.code(() -> startImport("VHDX"))).isEqualTo("UnsupportedOperation");
  }

  /** Returns a disk of 8 MiB with three blocks of data. */
  private Path disk() throws IOException {
    Path raw = files.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.setLength(8L * MIB);
      file.write(random(1000, 1));
      file.seek(10L * Blocks.SIZE - 700);
      file.write(random(1400, 2));
    }
    return raw;
  }

  private Path convert(Path raw, String format, String option) throws Exception {
    Path to = files.resolve("disk." + format + System.nanoTime());
    List<String> command =
        new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", format));
    if (option != null) {
      command.addAll(List.of("-o", option + (format.equals("vpc") ? ",force_size=on" : "")));
    }
    command.addAll(List.of(raw.toString(), to.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return to;
  }
}
