package io.github.ec2unikernel.plugin.menu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrubLoadTest {

  @Test
  void gzipIsUndoneForAKernelAndLeftForAModule() {
    assertThat(new GrubLoad("module2", "/boot/k.gz", new GrubArguments("a b")).script())
        .isEqualTo("module2 /boot/k.gz a b");
    assertThat(GrubLoad.asItIs("module2", "/boot/data.tar.gz").script())
        .isEqualTo("module2 --nounzip /boot/data.tar.gz");
  }
}
