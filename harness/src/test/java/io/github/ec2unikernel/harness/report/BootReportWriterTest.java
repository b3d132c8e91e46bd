package io.github.ec2unikernel.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootReportWriterTest {

  @TempDir Path directory;
  private final SampleReport sample = new SampleReport();

  @Test
  void aReportIsWrittenForPeopleForCiServersAndForTools() throws IOException {
    new BootReportWriter(directory.resolve("a/b"), "web").write(sample.report());
    try (var files = Files.list(directory.resolve("a/b"))) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("boot.html", "boot.json", "TEST-boot.xml");
    }
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    BootReport report = sample.withConsole(100, "<line>").report();
    new BootReportWriter(directory, "web").write(report);
    assertThat(StoredBoot.in(directory)).contains(new StoredBoot("web", report.withTailOnly()));
  }

  @Test
  void whereNothingWasBootedNothingIsRead() {
    assertThat(StoredBoot.in(directory)).isEmpty();
  }

  @Test
  void otherToolsFindTheVerdictAndTimesInSeconds() throws IOException {
    new BootReportWriter(directory, "web").write(sample.report());
    JsonObject json =
        JsonParser.parseString(Files.readString(directory.resolve("boot.json"))).getAsJsonObject();
    assertThat(json.get("format").getAsInt()).isEqualTo(1);
    JsonObject boot = json.getAsJsonObject("boot");
    assertThat(boot.getAsJsonObject("outcome").get("verdict").getAsString()).isEqualTo("FAILURE");
    assertThat(boot.getAsJsonObject("timeline").get("duration").getAsString()).isEqualTo("4.700");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "not json",
        "{}",
        "{\"format\": 2, \"name\": \"web\", \"boot\": {}}",
        "{\"format\": 1, \"name\": \"web\"}",
        "{\"format\": 1, \"name\": \"web\", \"boot\": {\"outcome\": {}}}"
      })
  void whatWeDidNotWriteIsRefusedWithItsName(String text) throws IOException {
    Files.writeString(directory.resolve("boot.json"), text);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> StoredBoot.in(directory))
        .withMessageContaining(directory.resolve("boot.json").toString());
  }

  /**
   * A directory where the unfinished file would lie is what a full disk is: no file can be made.
   */
  @Test
  void aPageThatCantBeWrittenLeavesTheOneBefore() throws IOException {
    new BootReportWriter(directory, "web").write(sample.report());
    String before = Files.readString(directory.resolve("boot.html"));
    Files.createDirectory(directory.resolve("boot.html.part"));
    sample.repeat = "another";
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> new BootReportWriter(directory, "web").write(sample.report()))
        .withMessageContaining("boot.html");
    assertThat(directory.resolve("boot.html")).hasContent(before);
  }

  @Test
  void linksAreEscapedAndStayTrueInAnotherFolder() {
    Path page = directory.resolve("out/boot.html");
    assertThat(RelativeLink.of(page, directory.resolve("out/a b#%.log")))
        .isEqualTo("./a%20b%23%25.log");
    assertThat(RelativeLink.of(page, directory.resolve("c:d.log"))).isEqualTo("./../c:d.log");
  }
}
