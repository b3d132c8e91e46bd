package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KernelConfigurationTest {

  private final Properties given = new Properties();
  private final Settings settings = new Settings(given, new Properties(), Path.of("/project"));

  @Test
  void aFileAloneIsAKernelWithoutArgumentsAndModules() {
    KernelConfiguration kernel = new KernelConfiguration();
    kernel.set("a.xen");

    assertThat(kernel.request(settings))
        .isEqualTo(new KernelRequest(Path.of("/project/a.xen"), "", List.of(), null, null));
  }

  @Test
  void allOfItIsTakenOver() {
    KernelConfiguration kernel =
        new KernelConfiguration("a.xen", " A ", " x y ", List.of(" m ", "/n"), "initrd");

    assertThat(kernel.request(settings))
        .isEqualTo(
            new KernelRequest(
                Path.of("/project/a.xen"),
                "x y",
                List.of(Path.of("/project/m"), Path.of("/n")),
                RamdiskMode.INITRD,
                "A"));
  }

  @Test
  void aModeThatIsNoneIsRefused() {
    KernelConfiguration kernel = new KernelConfiguration("a.xen", null, null, List.of(), "ramdisk");

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> kernel.request(settings))
        .withMessage("<ramdiskMode> is 'ramdisk'")
        .satisfies(e -> assertThat(e.hint()).startsWith("Give one of module, initrd, "));
  }

  @Test
  void aKernelWithoutAFileIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new KernelConfiguration().request(settings))
        .withMessage("a <kernel> in <kernels> has no <file>");
  }
}
