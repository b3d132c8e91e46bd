package io.github.ec2unikernel.harness.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * README's table is the code's. After a change of the table: {@code -Dlaunch.page=write} has this
 * test write it.
 */
final class LaunchPageTest {

  private static final Path README = Path.of("../README.md");

  @Test
  void readmeShowsTheTableAsItIs() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(LaunchPage.BEGIN);
    int end = readme.indexOf(LaunchPage.END);
    assertThat(begin).as(LaunchPage.BEGIN + " is in README").isNotNegative();
    assertThat(end).as(LaunchPage.END + " is in README, below").isGreaterThan(begin);
    String expected = LaunchPage.BEGIN + "\n\n" + LaunchPage.markdown() + "\n\n";

    if ("write".equals(System.getProperty("launch.page"))) {
      Files.writeString(README, readme.substring(0, begin) + expected + readme.substring(end));
      return;
    }
    assertThat(readme.substring(begin, end)).isEqualTo(expected);
  }
}
