package io.github.ec2unikernel.plugin.aws;

import java.time.Instant;
import java.util.Map;

/**
 * An object of S3 as it is listed, or what was uploaded of one.
 *
 * @param unfinished whether its upload was neither completed nor aborted
 * @param since when it was made, or its upload begun
 * @param tags its tags, which S3 does not tell of what is unfinished
 */
public record ObjectRecord(
    DiskObject object, boolean unfinished, Instant since, Map<String, String> tags) {}
