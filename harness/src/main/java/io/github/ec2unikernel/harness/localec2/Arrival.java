package io.github.ec2unikernel.harness.localec2;

import java.time.Instant;

/**
 * A request that has come.
 *
 * @param number the how many-eth it is of the endpoint
 * @param time when it came, by the endpoint's clock
 */
record Arrival(long number, Instant time, String requestId) {}
