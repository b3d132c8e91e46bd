package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownPropertiesTest {

  private static final Pattern LITERAL = Pattern.compile("\"(unikernel\\.[A-Za-z0-9.]+)\"");

  private static List<String> warnings(String name) {
    Properties commandLine = new Properties();
    commandLine.setProperty(name, "x");
    return UnknownProperties.warnings(commandLine);
  }

  @Test
  void theKnownOnesAreThoseOfTheSources() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path sources : List.of(Path.of("src/main/java"), Path.of("../harness/src/main/java"))) {
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          LITERAL
              .matcher(Files.readString(file))
              .results()
              .forEach(result -> found.add(result.group(1)));
        }
      }
    }

    assertThat(UnknownProperties.known()).containsExactlyElementsOf(found);
  }

  @ParameterizedTest
  @CsvSource({
    "unikernel.timeout, -Dunikernel.boot.timeout",
    "unikernel.timeout, -Dunikernel.menuTimeout",
    "unikernel.format, -Dunikernel.formats",
    "unikernel.format, -Dunikernel.inspectFormat",
    "unikernel.boot.menuTimeout, -Dunikernel.menuTimeout",
    "unikernel.kernelargs, -Dunikernel.kernelArgs",
    "unikernel.awsRegion, -Dunikernel.aws.region",
  })
  void aMistakeIsToldWithWhatMayBeMeant(String mistake, String meant) {
    assertThat(warnings(mistake))
        .singleElement()
        .asString()
        .startsWith("-D" + mistake + " means nothing to this plugin; there is ")
        .contains(meant);
  }

  @Test
  void whatIsLikeNothingIsToldAlone() {
    assertThat(warnings("unikernel.xyzzy"))
        .containsExactly("-Dunikernel.xyzzy means nothing to this plugin.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unikernel.boot.timeout",
        "unikernel.formats",
        "unikernel.volume.data.ebs",
        "other.timeout"
      })
  void whatIsKnownOrOfOthersIsNot(String name) {
    assertThat(warnings(name)).isEmpty();
  }
}
