package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.qemu.Channel;
import io.github.ec2unikernel.harness.qemu.Qmp;
import java.io.IOException;

/**
 * What the host speaks with a machine through.
 *
 * @param qmp QEMU's control
 * @param control dom0's control
 * @param console the guest's console
 */
record XenChannels(Qmp qmp, Channel control, Channel console) {

  void close() throws IOException {
    try (Opened all = new Opened()) {
      all.add(qmp);
      all.add(control);
      all.add(console);
    }
  }
}
