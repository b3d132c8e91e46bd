package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String NAME = "unikernel.boot.timeout";

  private final Properties commandLine = new Properties();
  private final Properties pom = new Properties();
  private final Settings settings = new Settings(commandLine, pom, Path.of("/project"));

  @Test
  void theCommandLineWinsOverThePomsConfigurationAndProperties() {
    commandLine.setProperty(NAME, "1s");
    pom.setProperty(NAME, "3s");

    assertThat(settings.text(NAME, "2s", "4s")).isEqualTo("1s");
  }

  @Test
  void thePomsConfigurationWinsOverItsProperties() {
    pom.setProperty(NAME, "3s");

    assertThat(settings.text(NAME, "2s", "4s")).isEqualTo("2s");
  }

  @Test
  void thePomsPropertiesWinOverTheDefault() {
    pom.setProperty(NAME, "3s");

    assertThat(settings.text(NAME, null, "4s")).isEqualTo("3s");
  }

  @Test
  void theDefaultHoldsWhereNothingIsGiven() {
    assertThat(settings.text(NAME, null, "4s")).isEqualTo("4s");
    assertThat(settings.text(NAME, null)).isNull();
    assertThat(settings.integer("unikernel.memory", null, 128)).isEqualTo(128);
    assertThat(settings.flag("unikernel.skip", null)).isFalse();
    assertThat(settings.duration(NAME, null, Duration.ofSeconds(60))).hasSeconds(60);
  }

  @Test
  void anEmptyValueOnTheCommandLineTakesThePomsAway() {
    commandLine.setProperty(NAME, "");

    assertThat(settings.text(NAME, "2s")).isNull();
  }

  @Test
  void blanksAroundAValueFromAPrettyPomAreNoPartOfIt() {
    assertThat(settings.text(NAME, "\n  2s\n")).isEqualTo("2s");
    assertThat(settings.text(NAME, " \n")).isNull();
  }

  @Test
  void aRelativePathBeginsAtTheProject() {
    assertThat(settings.path("unikernel.kernel", "build/hello.xen"))
        .isEqualTo(Path.of("/project/build/hello.xen"));
    assertThat(settings.path("unikernel.kernel", "/elsewhere/hello.xen"))
        .isEqualTo(Path.of("/elsewhere/hello.xen"));
    assertThat(settings.path("unikernel.kernel", null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, false",
    "false, false, true",
    "TRUE, true, false",
    "' true ', true, ",
  })
  void aSwitchIsWhatTheCommandLineSays(
      String given, boolean expected, @Nullable String configured) {
    commandLine.setProperty("unikernel.skip", given);

    assertThat(settings.flag("unikernel.skip", configured)).isEqualTo(expected);
  }

  @Test
  void aSwitchInTheConfigurationWinsOverThePomsProperty() {
    pom.setProperty("unikernel.skip", "true");

    assertThat(settings.flag("unikernel.skip", "false")).isFalse();
    assertThat(settings.flag("unikernel.skip", null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "90, 90000",
    "90s, 90000",
    "90 s, 90000",
    "2m, 120000",
    "1h, 3600000",
    "1d, 86400000",
    "500ms, 500",
    "0, 0"
  })
  void aTimeIsANumberWithAUnitOfSecondsIfNoneIsGiven(String given, long millis) {
    assertThat(settings.duration(NAME, given, Duration.ZERO)).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1s", "1.5s", "1w", "s", "1s2", "12345678901"})
  void anythingElseIsNoTime(String given) {
    InputException problem = problem(() -> settings.duration(NAME, given, Duration.ZERO));

    assertThat(problem).hasMessage("<boot><timeout> is '" + given + "'");
    assertThat(problem.hint())
        .isEqualTo(
            "Give a time such as 90s, 2m or 500ms, in the POM or with -Dunikernel.boot.timeout.");
  }

  static Stream<Arguments> badValues() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("any", "ANY");
    choices.put("running", "RUNNING");
    return Stream.of(
        bad(
            "<memory> is 'lots'",
            "a whole number",
            "unikernel.memory",
            s -> s.integer("unikernel.memory", "lots", 1)),
        bad(
            "<memory> is '99999999999'",
            "a whole number",
            "unikernel.memory",
            s -> s.integer("unikernel.memory", "99999999999", 1)),
        bad(
            "<skip> is 'perhaps'",
            "true or false",
            "unikernel.skip",
            s -> s.flag("unikernel.skip", "perhaps")),
        bad(
            "<boot><skip> is 'yes'",
            "true or false",
            "unikernel.boot.skip",
            s -> s.flag("unikernel.boot.skip", "yes")),
        bad(
            "<boot><end> is 'later'",
            "one of any, running",
            "unikernel.boot.end",
            s -> s.choice("unikernel.boot.end", "later", "", choices)));
  }

  private static Arguments bad(
      String message, String wanted, String property, Consumer<Settings> use) {
    String hint = "Give " + wanted + ", in the POM or with -D" + property + ".";
    return Arguments.of(message, hint, use);
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void aBadValueIsQuotedWithItsElementAndItsProperty(
      String message, String hint, Consumer<Settings> use) {
    InputException problem = problem(() -> use.accept(settings));

    assertThat(problem).hasMessage(message);
    assertThat(problem.hint()).isEqualTo(hint);
  }

  @Test
  void aChoiceMayBeInCapitals() {
    assertThat(settings.choice("unikernel.boot.end", "ANY", "none", Map.of("any", "it")))
        .isEqualTo("it");
  }

  @Test
  void aBadRegularExpressionIsQuotedWithWhatIsWrong() {
    InputException problem = problem(() -> Settings.pattern("unikernel.boot.expect", "READY["));

    assertThat(problem)
        .hasMessage("<boot><expect> is no regular expression: 'READY[': Unclosed character class");
    assertThat(problem.hint()).contains("\\Q").contains("\\E");
  }

  private static InputException problem(Runnable use) {
    InputException problem = catchThrowableOfType(InputException.class, use::run);
    assertThat(problem).isNotNull();
    return problem;
  }
}
