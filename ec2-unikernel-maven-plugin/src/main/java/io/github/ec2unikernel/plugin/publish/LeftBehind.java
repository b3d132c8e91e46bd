package io.github.ec2unikernel.plugin.publish;

/**
 * Something in the account that nobody needs and that could not be deleted.
 *
 * @param id its id
 * @param why what came in the way
 * @param command the command that deletes it
 */
public record LeftBehind(String id, String why, String command) {}
