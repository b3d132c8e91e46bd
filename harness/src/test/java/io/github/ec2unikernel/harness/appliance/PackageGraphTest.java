package io.github.ec2unikernel.harness.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageGraphTest {

  private static final String OUTPUT =
      """
      xen-system-amd64
        Depends: xen-hypervisor-4.17-amd64
        Depends: xen-utils-4.17
      xen-hypervisor-4.17-amd64
       |Depends: xen-hypervisor-common
      xen-utils-4.17
        PreDepends: libc6
        Depends: libxenmisc4.17
        Depends: <python3:any>
          python3
        Depends: python3
      python3
        Depends: libpython3
      libxenmisc4.17
        Depends: zlib1g
        Depends: libgone
      zlib1g
        Depends: libc6
      libc6
      libpython3
      busybox-static
      """;

  @Test
  void librariesAndXenAreFollowedAndInterpretersAreNot() {
    assertThat(PackageGraph.parse(OUTPUT).closure(List.of("xen-system-amd64", "busybox-static")))
        .containsExactly(
            "busybox-static",
            "libc6",
            "libxenmisc4.17",
            "xen-hypervisor-4.17-amd64",
            "xen-utils-4.17",
            "zlib1g");
  }
}
