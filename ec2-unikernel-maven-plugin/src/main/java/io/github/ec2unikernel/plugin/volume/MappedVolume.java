package io.github.ec2unikernel.plugin.volume;

/**
 * A volume and the device that it becomes.
 *
 * @param image the volume
 * @param device its device on EC2, such as {@code /dev/xvdb}
 */
public record MappedVolume(VolumeImage image, String device) {}
