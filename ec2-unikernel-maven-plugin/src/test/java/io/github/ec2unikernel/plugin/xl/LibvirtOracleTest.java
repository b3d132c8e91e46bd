package io.github.ec2unikernel.plugin.xl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What libvirt's own schema says of our domains (packages libvirt0 and libxml2-utils). */
class LibvirtOracleTest {

  private static final String SCHEMA = "/usr/share/libvirt/schemas/domain.rng";

  @TempDir Path directory;

  private Exit validate(String xml) throws IOException {
    Path file = Files.writeString(directory.resolve("domain.xml"), xml);
    return run("xmllint", "--noout", "--relaxng", SCHEMA, file.toString());
  }

  private Exit run(String... words) {
    return ProcessRunner.run(Command.of(words), directory, Duration.ofMinutes(1));
  }

  private String value(String xml, String path) throws IOException {
    Path file = Files.writeString(directory.resolve("domain.xml"), xml);
    return run("xmllint", "--xpath", "string(" + path + ")", file.toString())
        .output()
        .replaceFirst("\n$", "");
  }

  @Test
  void theSimplestDomainIsValid() throws IOException {
    Exit exit = validate(LibvirtWriter.write(GuestFilesTest.plain()));
    assertThat(exit.output()).endsWith("validates\n");
    assertThat(exit.code()).isZero();
  }

  @Test
  void aDomainWithDisksAndInterfacesIsValidAndKeepsEveryValue() throws IOException {
    String xml = LibvirtWriter.write(GuestFilesTest.full());
    assertThat(validate(xml).output()).endsWith("validates\n");
    assertThat(value(xml, "/domain/name")).isEqualTo("it's <www>");
    assertThat(value(xml, "/domain/os/type/@arch")).isEqualTo("x86_64");
    assertThat(value(xml, "/domain/os/kernel")).isEqualTo("/src/it's \\ \"k\".xen");
    assertThat(value(xml, "/domain/os/initrd")).isEqualTo("/src/data.cpio");
    assertThat(value(xml, "/domain/os/cmdline")).isEqualTo("a='b' c=\"d\" \\e <&> #f");
    assertThat(value(xml, "/domain/memory")).isEqualTo("262144");
    assertThat(value(xml, "/domain/currentMemory")).isEqualTo("262144");
    assertThat(value(xml, "/domain/vcpu")).isEqualTo("2");
    assertThat(value(xml, "//disk[1]/source/@file")).isEqualTo("/img/fat 1,a.img");
    assertThat(value(xml, "//disk[2]/target/@dev")).isEqualTo("xvdc");
    assertThat(value(xml, "//interface[2]/source/@bridge")).isEqualTo("br1");
  }

  @Test
  void withoutArgumentsTheCommandLineIsABlank() throws IOException {
    assertThat(LibvirtWriter.write(GuestFilesTest.plain())).contains("<cmdline> </cmdline>");
  }

  @ParameterizedTest
  @CsvSource({
    "<on_crash>preserve</on_crash>, <on_crash>explode</on_crash>",
    "machine='xenpv', machine=''",
    "bus='xen', bus='spaceship'",
    "<vcpu placement='static'>2, <vcpu placement='static'>many",
    "</devices>, ''",
  })
  void whatLibvirtDoesNotKnowIsRejected(String part, String wrong) throws IOException {
    String xml = LibvirtWriter.write(GuestFilesTest.full());
    assertThat(xml).contains(part);
    assertThat(validate(xml.replace(part, wrong == null ? "" : wrong)).code()).isNotZero();
  }
}
