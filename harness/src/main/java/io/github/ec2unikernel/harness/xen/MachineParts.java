package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import io.github.ec2unikernel.harness.xen.warm.StateCache;
import java.util.Optional;

/**
 * What machines that run Xen are made of here.
 *
 * @param appliance what they boot
 * @param accelerator what executes them
 * @param states the saved ones, unless each is to start from nothing
 */
record MachineParts(Appliance appliance, Accelerator accelerator, Optional<StateCache> states) {}
