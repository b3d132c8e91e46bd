package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class XenCommandTest {

  private static String line(boolean root, Path directory) {
    return new XenCommand(
            new Appliance(Path.of("/cache/a")),
            directory,
            directory.resolve("overlay.qcow2"),
            128,
            Accelerator.TCG,
            root)
        .command()
        .toShell();
  }

  @Test
  void anOrdinaryUsersQemuMayNotGainRights() {
    assertThat(line(false, Path.of("/tmp/d")))
        .startsWith("setpriv --no-new-privs qemu-system-x86_64 ")
        .contains("spawn=deny,resourcecontrol=deny,elevateprivileges=deny ")
        .doesNotContain("-runas");
  }

  @Test
  void rootsQemuBecomesNobody() {
    assertThat(line(true, Path.of("/tmp/d")))
        .contains("-runas nobody")
        .contains("spawn=deny,resourcecontrol=deny ");
  }

  @Test
  void thereIsNoNetwork() {
    assertThat(line(true, Path.of("/tmp/d"))).contains("-nic none").doesNotContain("netdev");
  }

  @Test
  void aCommaInAPathIsDoubled() {
    assertThat(line(false, Path.of("/tmp/a,b")))
        .contains("file=/tmp/a,,b/overlay.qcow2")
        .contains("path=/tmp/a,,b/control");
  }
}
