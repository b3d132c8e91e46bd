package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.appliance.DeviceModel;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.xen.warm.StateCache;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What machines that run Xen are made of here.
 *
 * @param appliance what they boot
 * @param deviceModel what HVM guests need beside it, built when it is asked for
 * @param accelerator what executes them
 * @param states the saved ones, unless each is to start from nothing
 */
record MachineParts(
    Appliance appliance,
    Supplier<DeviceModel> deviceModel,
    Accelerator accelerator,
    Optional<StateCache> states) {}
