package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.LineCount;
import java.nio.file.Path;
import java.util.Properties;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a POM about lines, as Maven's own configurator reads it. */
class LineConfigurationTest {

  private static Expectations read(String boot) throws Exception {
    PlexusConfiguration xml =
        new XmlPlexusConfiguration(
            Xpp3DomBuilder.build(new java.io.StringReader("<boot>" + boot + "</boot>")));
    BootConfiguration configuration = new BootConfiguration();
    new BasicComponentConfigurator().configureComponent(configuration, xml, null);
    return configuration.expectations(
        new Settings(new Properties(), new Properties(), Path.of("/project")));
  }

  @Test
  void aLineIsATextOrHasElements() throws Exception {
    Expectations expectations =
        read(
            """
            <expect>
              <line>^magic</line>
              <line><regex>tick</regex><times>3</times><within>1500ms</within></line>
            </expect>
            """);
    assertThat(expectations.lines())
        .extracting(ExpectedLine::words)
        .containsExactly("/^magic/", "/tick/ 3 times within 1.5 s");
  }

  @Test
  void countsHaveOneBoundOrTwo() throws Exception {
    Expectations expectations =
        read(
            """
            <counts>
              <count><regex>GET</regex><atLeast>2</atLeast></count>
              <count><regex>retry</regex><atMost>1</atMost></count>
              <count><regex>up</regex><atLeast>1</atLeast><atMost>3</atMost></count>
              <count><regex>READY</regex><exactly>1</exactly></count>
            </counts>
            """);
    assertThat(expectations.counts())
        .extracting(LineCount::words)
        .containsExactly(
            "at least 2 lines with /GET/",
            "at most 1 line with /retry/",
            "1 to 3 lines with /up/",
            "exactly 1 line with /READY/");
  }

  @ParameterizedTest
  @CsvSource({"any, ANY", "running, RUNNING", "reboot, REBOOT", "crash, CRASH", "hang, HANG"})
  void everyEndHasItsWord(String word, End end) throws Exception {
    assertThat(read("<end>" + word + "</end>").end()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<expect><line><times>2</times></line></expect> | has no <regex>",
        "<expect><line>(</line></expect> | <boot><expect><line> is no regular expression: '('",
        "<expect><line><regex>a</regex><times>0</times></line></expect> | /a/ is to come 0 times",
        "<expect><line><regex>a</regex><within>soon</within></line></expect> | <within> is 'soon'",
        "<expect><line><regex>a</regex><within>0s</within></line></expect> | within 0 ms",
        "<counts><count><exactly>2</exactly></count></counts> | regex null",
        "<counts><count><regex>a</regex></count></counts> | a <count> in <boot><counts>",
        "<counts><count><regex>a</regex><atMost>1</atMost><exactly>1</exactly></count></counts>"
            + " | exactly 1",
        "<counts><count><regex>a</regex><atLeast>3</atLeast><atMost>2</atMost></count></counts>"
            + " | at least 3 and at most 2",
      })
  void whatCantBeIsToldWithItsElement(String boot, String message) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> read(boot))
        .withMessageContaining(message)
        .satisfies(problem -> assertThat(problem.hint()).isNotBlank());
  }
}
