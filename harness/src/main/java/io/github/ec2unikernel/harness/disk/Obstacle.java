package io.github.ec2unikernel.harness.disk;

/**
 * Something that keeps PV-GRUB from going on.
 *
 * @param what it meets, and where
 * @param hint what to do about it
 */
public record Obstacle(String what, String hint) {}
