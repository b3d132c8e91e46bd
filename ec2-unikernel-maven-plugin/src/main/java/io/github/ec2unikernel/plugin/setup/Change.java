package io.github.ec2unikernel.plugin.setup;

/**
 * One thing that is to be done in the account.
 *
 * @param text what, for people, such as {@code make the bucket 'b' in us-west-2}
 */
record Change(String text, Runnable work) {}
