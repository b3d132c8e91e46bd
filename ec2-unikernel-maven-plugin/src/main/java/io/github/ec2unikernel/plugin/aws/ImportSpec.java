package io.github.ec2unikernel.plugin.aws;

import java.time.Duration;
import java.util.Map;

/**
 * A snapshot to be imported.
 *
 * @param object where the disk is
 * @param format {@code RAW}, {@code VHD} or {@code VMDK}
 * @param description what people read of it
 * @param role the name of the role by which AWS reads the object
 * @param clientToken what makes a repeated call give the same task
 * @param tags those of the task; a snapshot gets none from an import
 * @param encryption how the snapshot is encrypted
 * @param patience how long a role may be unknown that was just made
 */
public record ImportSpec(
    DiskObject object,
    String format,
    String description,
    String role,
    String clientToken,
    Map<String, String> tags,
    Encryption encryption,
    Duration patience) {}
