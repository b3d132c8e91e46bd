package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

  private static final ContentId CONTENT = new ContentId("ab".repeat(32));
  private static final Instant NOW = Instant.parse("2027-01-31T23:59:00Z");

  @Test
  void theNameIsMadeOfArtifactVersionAndContent() {
    assertThat(name("hello", "1.0")).isEqualTo("hello-1.0-" + CONTENT.hex().substring(0, 12));
  }

  @Test
  void whatEc2DoesNotTakeIsReplaced() {
    assertThat(name("hëllo", "1.0+build.7")).startsWith("h-llo-1.0-build.7-");
  }

  @Test
  void aLongNameIsCutBeforeTheContent() {
    assertThat(name("a".repeat(200), "1")).hasSize(128).endsWith("aaa-" + CONTENT.prefix());
  }

  @Test
  void theShortestArtifactHasALegalName() {
    assertThat(name("a", "1")).hasSizeGreaterThan(3).matches("[a-z0-9-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "with+plus", "star*", "umläut", ""})
  void aNameThatEc2RefusesIsRefusedHere(String wanted) {
    assertThatThrownBy(() -> ImageName.of(wanted, coordinates("a", "1"), CONTENT, NOW))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'" + wanted + "'");
  }

  @Test
  void aWantedNameIsTakenAsItIs() {
    String wanted = "My image (v1.0) [x86]/a@b_c'd";
    assertThat(ImageName.of(wanted, coordinates("a", "1"), CONTENT, NOW)).isEqualTo(wanted);
  }

  @Test
  void placesInANameAndADescriptionAreFilledIn() {
    assertThat(
            ImageName.of(
                "{artifactId}/{version}-{content} ({date})",
                coordinates("hello", "1.0"),
                CONTENT,
                NOW))
        .isEqualTo("hello/1.0-abababababab (20270131)");
    assertThat(
            ImageName.description(
                "{groupId}: $1 {version}",
                coordinates("hello", "1.0"),
                CONTENT,
                NOW,
                "0.1",
                BootWay.SHIM))
        .isEqualTo(coordinates("hello", "1.0").groupId() + ": $1 1.0");
    assertThat(usual(BootWay.MULTIBOOT)).endsWith(":hello:1.0, by ec2-unikernel 0.1");
  }

  @Test
  void theUsualDescriptionOfAShimSaysThatItIsExperimentalHoweverLongTheRestIs() {
    assertThat(usual(BootWay.SHIM))
        .endsWith("0.1 - EXPERIMENTAL: boots by Xen's PV shim, which nobody has shown on EC2");
    assertThat(
            ImageName.description(
                null, coordinates("h".repeat(300), "1"), CONTENT, NOW, "0.1", BootWay.SHIM))
        .hasSize(255)
        .endsWith("nobody has shown on EC2");
  }

  private static String usual(BootWay way) {
    return ImageName.description(null, coordinates("hello", "1.0"), CONTENT, NOW, "0.1", way);
  }

  @Test
  void aPlaceThatThereIsNotIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(() -> ImageName.check(ImageOptions.standard().withName("x-{commit}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("<amiName> is 'x-{commit}', and nothing is called {commit}")
        .extracting(it -> ((InputException) it).hint())
        .asString()
        .contains("{artifactId}, {content}, {date}, {groupId}, {version}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "name-{version", "{}"})
  void halfAPlaceIsNoName(String name) {
    assertThatThrownBy(() -> ImageName.check(ImageOptions.standard().withName(name)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void aDescriptionThatAwsWouldNotTakeIsRefused() {
    assertThatThrownBy(
            () -> ImageName.check(ImageOptions.standard().withDescription("x".repeat(256))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("can't be the description of a machine image");
    assertThatThrownBy(() -> ImageName.check(ImageOptions.standard().withDescription("größer")))
        .isInstanceOf(InputException.class);
  }

  private static String name(String artifactId, String version) {
    return ImageName.of(null, coordinates(artifactId, version), CONTENT, NOW);
  }

  private static Coordinates coordinates(String artifactId, String version) {
    return new Coordinates("org.example", artifactId, version);
  }
}
