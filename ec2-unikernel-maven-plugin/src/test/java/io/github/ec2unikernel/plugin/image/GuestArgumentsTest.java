package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.plugin.menu.GrubArguments;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel gets of the POM's arguments, told by the kernel itself under QEMU. */
class GuestArgumentsTest {

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "greeting=hi",
        "two  blanks   and #hash; $dollar {braces} (x) & | < > * ? ~ !",
        "\"two words\" and ünïcode",
        "quotes \"one\" a\"b c'd back\\slash \\x41 tab=\\t \"un even"
      })
  void aMultibootKernelGetsWhatWasForetold(String arguments) throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    GrubArguments foretold = new GrubArguments(arguments);
    fixture.build(null, HvmFixture.kernel(HvmFixture.MULTIBOOT, arguments));

    assertThat(fixture.boot("^READY", End.POWEROFF)).contains("cmdline: " + foretold.received());
    assertThat(fixture.heard)
        .startsWith("way multiboot")
        .endsWith("proved 2", "boot SUCCESS")
        .hasSize(foretold.isExact() ? 3 : 4);
  }

  @Test
  void allButQuotesAndBackslashesReachesTheKernelAsItIs() {
    assertThat(new GrubArguments("a  b #c; $d \"e f\" {g}").isExact()).isTrue();
    assertThat(new GrubArguments("").isExact()).isTrue();
    for (String odd : List.of("a\"b", "'a'", "\"one\"", "c:\\d", "\"a b", "x=\"a b\"")) {
      assertThat(new GrubArguments(odd).isExact()).as(odd).isFalse();
      assertThat(new GrubArguments(odd, true).isExact()).as(odd).isTrue();
    }
  }

  @Test
  void aKernelGetsItsModules() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    Path first = Files.writeString(dir.resolve("first.txt"), "one");
    Path second = Files.writeString(dir.resolve("second.txt"), "two");
    fixture.build(null, HvmFixture.kernel(HvmFixture.MULTIBOOT, "", first, second));

    assertThat(fixture.boot("^READY", End.POWEROFF))
        .contains("cmdline: ", "module 0 (): one", "module 1 (): two");
  }

  @Test
  void aCompressedModuleGetsThereAsItIs() throws Exception {
    HvmFixture fixture = new HvmFixture(dir);
    Path module = dir.resolve("data.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(module))) {
      out.write("unpacked".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(module);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    fixture.build(null, HvmFixture.kernel(HvmFixture.MULTIBOOT, "", module));

    assertThat(fixture.boot("^READY", End.POWEROFF))
        .contains("module 0: %d bytes sha256=%s".formatted(bytes.length, digest));
  }

  @Test
  void theDefaultEntryIsBooted() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    fixture.build(twoEntries(fixture, HvmFixture.MULTIBOOT, null));

    assertThat(fixture.boot("^READY", End.POWEROFF)).contains("cmdline: second");
  }

  @Test
  void theFallbackEntryIsBootedWhereTheDefaultOneCantBe() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    fixture.build(twoEntries(fixture, tooHigh(), "0"));

    assertThat(fixture.boot("^READY", End.POWEROFF))
        .containsSubsequence(
            "ec2-unikernel: /boot/high.elf can't be loaded",
            "ec2-unikernel: booting entry 0 instead",
            "cmdline: first");
  }

  @Test
  void aMachineWithNothingToBootHaltsAndSaysWhy() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    fixture.build(twoEntries(fixture, tooHigh(), null));

    List<String> console = fixture.boot("can't be loaded", End.POWEROFF);

    assertThat(console)
        .anyMatch(line -> line.startsWith("error: "))
        .contains("ec2-unikernel: /boot/high.elf can't be loaded")
        .noneMatch(line -> line.startsWith("cmdline"));
    assertThat(fixture.heard)
        .endsWith(
            "boot FAILURE: the boot loader started no kernel; it said: error: out of memory.");
  }

  /** A kernel that is sound, but lies beyond the machine's memory. */
  private Path tooHigh() throws IOException {
    byte[] bytes = Files.readAllBytes(HvmFixture.MULTIBOOT);
    ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(elf.getInt(0x1c) + 12, 0x7000_0000);
    return Files.write(dir.resolve("high.elf"), bytes);
  }

  private static ImageRequest twoEntries(
      HvmFixture fixture, Path second, @Nullable String fallback) {
    return fixture.request(
        BootWay.MULTIBOOT,
        Set.of(),
        new MenuRequest(null, null, "1", fallback),
        new KernelRequest(HvmFixture.MULTIBOOT, "first", List.of(), null, "first"),
        new KernelRequest(second, "second", List.of(), null, "second"));
  }
}
