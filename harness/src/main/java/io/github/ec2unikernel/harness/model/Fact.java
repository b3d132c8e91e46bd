package io.github.ec2unikernel.harness.model;

/**
 * Something known of the machine that was booted.
 *
 * @param name what it is about, in lower case: {@code memory}
 * @param value what is known: {@code 128 MiB}
 */
public record Fact(String name, String value) {}
