package io.github.ec2unikernel.plugin.image;

import java.nio.file.Path;

/**
 * A further file on a disk.
 *
 * @param source the file
 * @param target its path on the disk, from the root
 */
public record FileRequest(Path source, String target) {}
