package io.github.ec2unikernel.plugin.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * Who the credentials are of.
 *
 * @param account the account's twelve digits
 * @param arn the user's or the assumed role's ARN
 * @param answeredAt when AWS answered, by its own clock and to the second; empty if it did not say
 */
public record Identity(String account, String arn, Optional<Instant> answeredAt) {}
