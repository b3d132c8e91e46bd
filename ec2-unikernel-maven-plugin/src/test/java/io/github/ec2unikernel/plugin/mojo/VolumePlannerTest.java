package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumePlannerTest {

  @TempDir Path project;
  private VolumePlanner planner;

  @BeforeEach
  void makeSources() throws IOException {
    Files.createDirectory(project.resolve("site"));
    Files.writeString(project.resolve("file.txt"), "text");
    Files.writeString(project.resolve("ready.raw"), "raw");
    Settings settings = new Settings(new Properties(), new Properties(), project);
    planner = new VolumePlanner(settings, project.resolve("target/hello-1.0.raw"));
  }

  @Test
  void aVolumeLiesBesideTheDiskAndHasTheNextDevice() {
    List<VolumePlan> plans =
        planner.plan(List.of(volume("name=site", "source=site", "size=2m"), file("file")));

    VolumePlan site = plans.get(0);
    assertThat(site.request().name()).isEqualTo("site");
    assertThat(site.request().source()).isEqualTo(project.resolve("site"));
    assertThat(site.request().size()).hasValue(2 << 20);
    assertThat(site.request().target()).isEqualTo(project.resolve("target/hello-1.0-site.raw"));
    assertThat(site.ready()).isFalse();
    assertThat(plans).extracting(VolumePlan::device).containsExactly("/dev/xvdb", "/dev/xvdc");
    assertThat(plans.get(1).request().size()).isEmpty();
  }

  @Test
  void aReadyImageIsTakenFromItsPlace() {
    VolumePlan plan = planner.plan(List.of(volume("name=raw", "image=ready.raw"))).get(0);

    assertThat(plan.ready()).isTrue();
    assertThat(plan.make().image().file()).isEqualTo(project.resolve("ready.raw"));
    assertThat(plan.make().image().size()).isEqualTo(3);
  }

  @Test
  void devicesThatAreNamedAreLeftOutOfTheOrder() {
    assertThat(
            planner.plan(
                List.of(
                    file("a"),
                    volume("name=b", "source=file.txt", "device=/dev/xvdb"),
                    file("c"),
                    volume("name=d", "source=file.txt", "device=sdd"),
                    file("e"))))
        .extracting(VolumePlan::device)
        .containsExactly("/dev/xvdc", "/dev/xvdb", "/dev/xvde", "/dev/sdd", "/dev/xvdf");
  }

  @Test
  void fifteenVolumesFitAndNoMore() {
    List<VolumeConfiguration> volumes = new ArrayList<>();
    for (int i = 1; i <= 15; i++) {
      volumes.add(file("v" + i));
    }
    assertThat(planner.plan(volumes)).hasSize(15);
    assertThat(planner.plan(volumes).get(14).device()).isEqualTo("/dev/xvdp");

    volumes.add(file("v16"));

    assertThat(problem(volumes)).hasMessage("<volumes> has 16 volumes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source=site | a <volume> has no <name>",
        "name=a/b source=site | <name> of a volume is 'a/b'",
        "name=seventeen-letters source=site | <name> of a volume is 'seventeen-letters'",
        "name=a | The volume 'a' has neither <source> and <image>",
        "name=a source=site image=ready.raw | The volume 'a' has both <source> and <image>",
        "name=a source=gone | <source> of the volume 'a' is PROJECT/gone, which is no file there is",
        "name=a image=gone | <image> of the volume 'a' is PROJECT/gone, which is no file there is",
        "name=a image=site | <image> of the volume 'a' is PROJECT/site, which is no file there is",
        "name=a source=site size=big | <size> of the volume 'a' is 'big'",
        "name=a image=ready.raw size=1g | The volume 'a' has an <image>, and the <size> '1g'",
        "name=a source=site device=/dev/xvda | <device> is 'xvda'"
      })
  void whatCantBeIsToldWithTheElement(String elements, String message) {
    VolumeConfiguration volume = volume(elements.split(" ", -1));

    assertThat(problem(List.of(volume)))
        .hasMessageStartingWith(message.replace("PROJECT", project.toString()));
  }

  @Test
  void twoVolumesOfOneNameOrDeviceAreRefused() {
    assertThat(problem(List.of(file("a"), file("a"))))
        .hasMessage("Two volumes have the <name> 'a'");
    assertThat(
            problem(
                List.of(
                    volume("name=a", "source=file.txt", "device=/dev/sdf"),
                    volume("name=b", "source=site", "device=/dev/xvdf"))))
        .hasMessageContaining("would be one device: <device> is 'sdf' and 'xvdf'");
  }

  private InputException problem(List<VolumeConfiguration> volumes) {
    return catchThrowableOfType(InputException.class, () -> planner.plan(volumes));
  }

  private static VolumeConfiguration file(String name) {
    return volume("name=" + name, "source=file.txt");
  }

  /** Fills the fields as Maven does. */
  private static VolumeConfiguration volume(String... elements) {
    VolumeConfiguration volume = new VolumeConfiguration();
    try {
      for (String element : elements) {
        List<String> parts = List.of(element.split("=", 2));
        Field field = VolumeConfiguration.class.getDeclaredField(parts.get(0));
        field.setAccessible(true);
        field.set(volume, parts.get(1));
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
    return volume;
  }
}
