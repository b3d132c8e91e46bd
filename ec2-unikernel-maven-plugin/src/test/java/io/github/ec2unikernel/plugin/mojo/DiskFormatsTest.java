package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFormatsTest {

  private static DiskFormats read(@Nullable String property, @Nullable List<String> configured) {
    Properties commandLine = new Properties();
    if (property != null) {
      commandLine.setProperty("unikernel.formats", property);
    }
    return DiskFormats.of(
        new Settings(commandLine, new Properties(), Path.of("/project")), configured);
  }

  @Test
  void withoutAWordThereIsTheRawDiskOnly() {
    assertThat(read(null, null).formats()).isEmpty();
  }

  @Test
  void theCommandLineWinsAndEachFormatCountsOnce() {
    assertThat(read(" VHD-dynamic, vmdk,vmdk", List.of("vhd")).formats())
        .containsExactly(DiskFormat.VHD_DYNAMIC, DiskFormat.VMDK);
    assertThat(read(null, List.of("vhd", "qcow2")).formats())
        .containsExactly(DiskFormat.VHD, DiskFormat.QCOW2);
  }

  @Test
  void aFormatThatThereIsNotIsNamedTogetherWithThoseThatThereAre() {
    assertThatThrownBy(() -> read("vmdk,vdi", null))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.getMessage() + ". " + e.hint())
                    .isEqualTo(
                        "<formats> names 'vdi'. Give one of vmdk, vhd, vhd-dynamic, qcow2; the raw"
                            + " disk is always made."));
  }

  @Test
  void noneIsWrittenOverTheReadyDiskThatItIsMadeOf(@TempDir Path target) throws IOException {
    Path raw = target.resolve("hello-1.0.raw");
    Path ready = Files.createFile(target.resolve("hello-1.0.qcow2"));

    assertThatThrownBy(() -> read("vmdk,qcow2", null).requireOthers(raw, ready))
        .isInstanceOf(InputException.class)
        .hasMessage("The qcow2 would be written over the <disk> %s.".formatted(ready));
    assertThatCode(() -> read("vmdk", null).requireOthers(raw, ready)).doesNotThrowAnyException();
    assertThatCode(() -> read("qcow2", null).requireOthers(raw, null)).doesNotThrowAnyException();
    assertThatCode(() -> read("qcow2", null).requireOthers(target.resolve("other.raw"), ready))
        .doesNotThrowAnyException();
  }
}
