package io.github.ec2unikernel.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0/0, false",
    "10.1.2.3/8, 10.0.0.0/8, true",
    "192.0.2.129/25, 192.0.2.128/25, true",
    "192.0.2.128/25, 192.0.2.128/25, false",
    "192.0.2.7/32, 192.0.2.7/32, false",
    "192.0.2.7, 192.0.2.7/32, false",
    "::/0, ::/0, false",
    "2001:DB8:0:0::/32, 2001:db8::/32, false",
    "2001:db8::1/32, 2001:db8::/32, true",
    "2001:db8::1, 2001:db8::1/128, false",
    "2001:db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128, false",
    "0:0:1:0:0:1:1:1/128, ::1:0:0:1:1:1/128, false",
  })
  void aBlockIsWrittenAsEc2AnswersIt(String given, String network, boolean hadHostBits) {
    assertThat(Cidr.parse(given)).contains(new Cidr(network, hadHostBits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1.2.3/33",
        "10.1.2.3/",
        "/8",
        "10.1.2/8",
        "256.0.0.1/8",
        "localhost/8",
        "::/129",
        "::ffff:10.1.2.3/104",
        "1::2::3/64",
        "10.1.2.3/-1"
      })
  void whatIsNoBlockIsNone(String given) {
    assertThat(Cidr.parse(given)).isEmpty();
  }

  @Test
  void rulesThatLetInTheSameAreEqual() {
    assertThat(new Ingress("tcp", 22, "10.1.2.3/8"))
        .isEqualTo(new Ingress("tcp", 22, "10.0.0.0/8"));
    assertThat(new Ingress("tcp", 22, "10.1.2.3"))
        .isNotEqualTo(new Ingress("tcp", 22, "10.0.0.0/8"));
  }
}
