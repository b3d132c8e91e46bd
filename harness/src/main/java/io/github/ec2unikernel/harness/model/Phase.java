package io.github.ec2unikernel.harness.model;

import java.time.Duration;

/**
 * A moment on the way of a boot.
 *
 * @param name what had been reached
 * @param at the time since the start of the machine
 */
public record Phase(String name, Duration at) {}
