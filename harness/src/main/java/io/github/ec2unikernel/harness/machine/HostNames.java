package io.github.ec2unikernel.harness.machine;

/**
 * What a backend's messages are about, as words that begin a sentence.
 *
 * @param host who starts the guest and tells of it
 * @param program the process here, whose end is the end of it all
 */
public record HostNames(String host, String program) {}
