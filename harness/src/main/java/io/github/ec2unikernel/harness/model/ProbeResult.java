package io.github.ec2unikernel.harness.model;

import java.time.Duration;

/**
 * What came of a question to the guest over its network.
 *
 * @param probe the question, for people
 * @param passed whether the answer was the expected one
 * @param at the time of the answer or of the last try, since the start of the machine
 * @param detail what was answered, or why nothing was
 */
public record ProbeResult(String probe, boolean passed, Duration at, String detail) {}
