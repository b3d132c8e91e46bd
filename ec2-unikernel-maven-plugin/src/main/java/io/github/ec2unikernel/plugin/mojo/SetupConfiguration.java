package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Ingress;
import io.github.ec2unikernel.plugin.setup.SetupRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code <setup>} element: what is made once in an account. */
public final class SetupConfiguration {

  private static final String DEFAULT_ROLE = "vmimport";
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final int LAST_PORT = 65535;
  private static final Pattern PORT =
      Pattern.compile("([0-9]{1,5})(/tcp|/udp)?(@[0-9a-fA-F.:/]+)?");

  /**
   * The bucket that disks are imported from, for publishing through S3; none if not given. User
   * property: unikernel.bucket.
   */
  private @Nullable String bucket;

  /** The role that imports disks; {@code vmimport} if not given. User property: unikernel.role. */
  private @Nullable String role;

  /** A security group for instances; none if not given. User property: unikernel.securityGroup. */
  private @Nullable String securityGroup;

  /**
   * What the security group lets in: ports such as {@code 80}, {@code 53/udp} or {@code
   * 22/tcp@192.0.2.0/24}. User property: unikernel.ports, with commas.
   */
  private @Nullable List<String> ports;

  @Nullable String bucket(Settings settings) {
    return settings.text("unikernel.bucket", bucket);
  }

  String role(Settings settings) {
    return settings.text("unikernel.role", role, DEFAULT_ROLE);
  }

  SetupRequest request(AwsTarget target, Settings settings) {
    Set<Ingress> ingress = new LinkedHashSet<>();
    for (String port : settings.words("unikernel.ports", ports)) {
      ingress.add(ingress(port.strip()));
    }
    return new SetupRequest(
        target,
        bucket(settings),
        role(settings),
        settings.text("unikernel.securityGroup", securityGroup),
        ingress);
  }

  private static Ingress ingress(String given) {
    Matcher parts = PORT.matcher(given);
    if (parts.matches() && Integer.parseInt(parts.group(1)) <= LAST_PORT) {
      String from = parts.group(3) == null ? ANYWHERE : parts.group(3).substring(1);
      return new Ingress(
          parts.group(2) == null ? "tcp" : parts.group(2).substring(1),
          Integer.parseInt(parts.group(1)),
          from.toLowerCase(Locale.ROOT));
    }
    throw new InputException(
        "<ports> holds '" + given + "'",
        "Give ports such as 80, 53/udp or 22/tcp@192.0.2.0/24, in the POM or with"
            + " -Dunikernel.ports.");
  }
}
