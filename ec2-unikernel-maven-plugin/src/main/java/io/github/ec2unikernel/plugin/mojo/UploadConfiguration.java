package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.publish.UploadOptions;
import io.github.ec2unikernel.plugin.publish.UploadOptions.Verify;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@code <publish>} element says of how the disks become snapshots. */
public class UploadConfiguration {

  private static final int MOST_CONNECTIONS = 256;
  private static final Map<String, Boolean> SWITCH = Settings.either("true", true, "false", false);

  /**
   * Blocks sent at once, 1 to 256, each with a buffer of 512 KiB; 64 if not given. User property:
   * unikernel.publish.connections.
   */
  private @Nullable String connections;

  /**
   * Whether only the blocks are sent that changed since the newest release; true if not given. User
   * property: unikernel.publish.delta.
   */
  private @Nullable String delta;

  /**
   * Which snapshots are read back and compared: {@code delta} for those of which only changes were
   * sent, {@code always} or {@code never}. User property: unikernel.publish.verify.
   */
  private @Nullable String verify;

  /**
   * What a failure does with what was made: {@code undo} deletes it, {@code keep} leaves it for the
   * next run to go on with. User property: unikernel.publish.onFailure.
   */
  private @Nullable String onFailure;

  /** Whether the snapshots are encrypted. User property: unikernel.publish.encrypted. */
  private @Nullable String encrypted;

  /**
   * The KMS key that they are encrypted with, the account's own for EBS if not given. User
   * property: unikernel.publish.kmsKeyId.
   */
  private @Nullable String kmsKeyId;

  /** Returns how the disks become snapshots. */
  final UploadOptions upload(Settings settings) {
    return UploadOptions.standard()
        .withConnections(connections(settings))
        .withDelta(settings.choice("unikernel.publish.delta", delta, true, SWITCH))
        .withVerify(
            settings.choice("unikernel.publish.verify", verify, Verify.DELTA, verifications()))
        .withKeep(
            settings.choice(
                "unikernel.publish.onFailure",
                onFailure,
                false,
                Settings.either("undo", false, "keep", true)))
        .withEncryption(
            new Encryption(
                settings.flag("unikernel.publish.encrypted", encrypted),
                settings.text("unikernel.publish.kmsKeyId", kmsKeyId)))
        .withCache(BootOptions.userCache());
  }

  private static Map<String, Verify> verifications() {
    Map<String, Verify> all = Settings.either("delta", Verify.DELTA, "always", Verify.ALWAYS);
    all.put("never", Verify.NEVER);
    return all;
  }

  private int connections(Settings settings) {
    int count =
        settings.integer("unikernel.publish.connections", connections, AwsLimits.CONNECTIONS);
    if (count < 1 || count > MOST_CONNECTIONS) {
      throw new InputException(
          "<publish><connections> is '" + count + "'",
          "Give a number from 1 to " + MOST_CONNECTIONS + ".");
    }
    return count;
  }
}
