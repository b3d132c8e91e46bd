package io.github.ec2unikernel.harness.model;

import java.time.Duration;

/**
 * A line of a guest's console.
 *
 * @param at when its end came, since the start of the machine
 * @param text the line, free of terminal escapes
 */
public record TimedLine(Duration at, String text) {}
