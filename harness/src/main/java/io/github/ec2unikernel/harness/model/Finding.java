package io.github.ec2unikernel.harness.model;

/**
 * A likely cause of what went wrong.
 *
 * @param cause what is likely wrong, one sentence
 * @param evidence what speaks for it, such as a console line
 * @param hint what can be done about it, one sentence
 */
public record Finding(String cause, String evidence, String hint) {}
