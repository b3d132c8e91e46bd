package io.github.ec2unikernel.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.PortForward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the annotation's elements stand for. */
class GuestRequestTest {

  private static GuestRequest of(Class<?> annotated) {
    return GuestRequest.of(annotated.getAnnotation(Unikernel.class));
  }

  @Unikernel(
      kernel = "hello.xen",
      modules = {"a", "b"},
      arguments = "one two",
      memory = 64,
      vcpus = 2,
      expect = {"first", "second"},
      forbid = "panic",
      timeout = 90,
      ports = {80, 443})
  private static final class All {}

  @Test
  void everyElementReachesTheMachineOrTheExpectations() {
    GuestRequest request = of(All.class);
    assertThat(request.machine().withNetworks(List.of()))
        .isEqualTo(
            Machine.ofKernel(Path.of("hello.xen"), Path.of("a"), Path.of("b"))
                .withArguments("one two")
                .withMemory(64)
                .withVcpus(2));
    assertThat(request.machine().networks())
        .singleElement()
        .satisfies(
            network ->
                assertThat(network.forwards())
                    .containsExactly(PortForward.tcp(80), PortForward.tcp(443)));
    assertThat(request.ready().lines())
        .extracting(line -> line.pattern().pattern())
        .containsExactly("first", "second");
    assertThat(request.ready().forbidden()).extracting(Pattern::pattern).containsExactly("panic");
    assertThat(request.ready().timeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Unikernel(disk = "disk.raw")
  private static final class Disk {}

  @Test
  void aDiskBootsWithItsMenusArguments() {
    assertThat(of(Disk.class).machine()).isEqualTo(Machine.ofDisk(Path.of("disk.raw")));
  }

  @Unikernel
  private static final class Nothing {}

  @Unikernel(disk = "disk.raw", modules = "a")
  private static final class DiskWithModules {}

  @Unikernel(kernel = "hello.xen", expect = "(")
  private static final class BadExpression {}

  @Test
  void whatCannotBeIsRefusedWithItsValue() {
    assertThatThrownBy(() -> of(Nothing.class))
        .isInstanceOf(InputException.class)
        .hasMessage("@Unikernel has kernel = \"\" and disk = \"\"");
    assertThatThrownBy(() -> of(DiskWithModules.class))
        .hasMessage("@Unikernel has modules = [a] and boots a disk");
    assertThatThrownBy(() -> of(BadExpression.class))
        .hasMessage("@Unikernel has no regular expression: '(': Unclosed group");
  }
}
