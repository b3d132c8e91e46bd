package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Ingress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the security group is to let in. */
class SetupConfigurationTest {

  private final List<String> warnings = new ArrayList<>();

  private Set<Ingress> ingress(String ports) {
    Properties commandLine = new Properties();
    commandLine.setProperty("unikernel.securityGroup", "web");
    commandLine.setProperty("unikernel.ports", ports);
    return new SetupConfiguration()
        .request(
            new AwsTarget("us-west-2", null, null, null),
            new Settings(commandLine, new Properties(), Path.of("/base")),
            warnings::add)
        .ingress();
  }

  @Test
  void portsAreOpenToTheWorldUnlessTheySayToWhom() {
    assertThat(ingress("80, 53/udp, 22@192.0.2.0/24,22/tcp@2001:DB8::/32"))
        .containsExactlyInAnyOrder(
            new Ingress("tcp", 80, "0.0.0.0/0"),
            new Ingress("udp", 53, "0.0.0.0/0"),
            new Ingress("tcp", 22, "192.0.2.0/24"),
            new Ingress("tcp", 22, "2001:db8::/32"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneAddressIsThatOneAlone() {
    assertThat(ingress("22@192.0.2.7")).extracting(Ingress::from).containsExactly("192.0.2.7/32");
    assertThat(warnings).isEmpty();
  }

  @Test
  void addressesBeyondThePrefixAreTakenAsAwsTakesThemAndThatIsSaid() {
    assertThat(ingress("22@10.1.2.3/8")).extracting(Ingress::from).containsExactly("10.0.0.0/8");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("'22@10.1.2.3/8'", "22/tcp from 10.0.0.0/8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "70000", "22@", "22@10.1.2.3/33", "22@10.1.2/8", "22@1::2::3/64"})
  void whatLetsNothingInIsQuoted(String port) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ingress(port))
        .withMessage("<ports> holds '" + port + "'");
  }
}
