package io.github.ec2unikernel.harness.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When Xen's machine is emulated from now on. */
class XenBackendTest {

  @ParameterizedTest
  @CsvSource({
    "KVM internal error. Suberror: 3, true, true",
    "failed to initialize kvm: Permission denied, false, true",
    "(XEN) Dom0 has maximum 1 VCPUs, false, true",
    "(XEN) Dom0 has maximum 1 VCPUs, true, false",
    "qemu-system-x86_64: -netdev user: Address already in use, false, false",
    "'', false, false"
  })
  void kvmIsToBlameIfItSaysSoOrXenSpeaksAndNoDom0Comes(String log, boolean began, boolean blamed) {
    assertThat(XenBackend.isKvmToBlame(log, began)).isEqualTo(blamed);
  }
}
