package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.ImageRecord;

/**
 * An image that is in its region.
 *
 * @param plan what was to be there
 * @param image what is there
 * @param record the same as EC2 describes it
 */
record Placed(RegionPlan plan, MachineImage image, ImageRecord record) {}
