package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.util.List;

/** Whether a region has PV-GRUB and instances that it boots on. */
record KernelCheck(KernelLookup lookup) implements Check {

  @Override
  public String name() {
    return "PV-GRUB";
  }

  @Override
  public List<Finding> find() {
    PvGrubKernel kernel = lookup.newest();
    String what = kernel.id() + " (" + kernel.name() + ") in " + lookup.aws().region();
    return List.of(
        lookup
            .aws()
            .kernels()
            .objection()
            .map(text -> Finding.warning(name(), what, text))
            .orElseGet(() -> Finding.ok(name(), what)));
  }
}
