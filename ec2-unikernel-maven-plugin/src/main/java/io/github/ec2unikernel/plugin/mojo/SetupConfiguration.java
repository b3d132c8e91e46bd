package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.Cidr;
import io.github.ec2unikernel.plugin.aws.Ingress;
import io.github.ec2unikernel.plugin.setup.SetupRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
   * 22/tcp@192.0.2.0/24}; from anywhere, from a block or from one address. User property:
   * unikernel.ports, with commas.
   */
  private @Nullable List<String> ports;

  @Nullable String bucket(Settings settings) {
    return settings.text("unikernel.bucket", bucket);
  }

  String role(Settings settings) {
    return settings.text("unikernel.role", role, DEFAULT_ROLE);
  }

  /**
   * Returns what is asked for.
   *
   * @param warnings hears of ports that are let in from more addresses than the text seems to say
   */
  SetupRequest request(AwsTarget target, Settings settings, Consumer<String> warnings) {
    Set<Ingress> ingress = new LinkedHashSet<>();
    for (String port : settings.words("unikernel.ports", ports)) {
      ingress.add(ingress(port.strip(), warnings));
    }
    return new SetupRequest(
        target,
        bucket(settings),
        role(settings),
        settings.text("unikernel.securityGroup", securityGroup),
        ingress);
  }

  private static Ingress ingress(String given, Consumer<String> warnings) {
    Matcher parts = PORT.matcher(given);
    if (parts.matches() && Integer.parseInt(parts.group(1)) <= LAST_PORT) {
      String from = parts.group(3) == null ? ANYWHERE : parts.group(3).substring(1);
      Cidr block = Cidr.parse(from).orElseThrow(() -> refused(given));
      Ingress ingress =
          new Ingress(
              parts.group(2) == null ? "tcp" : parts.group(2).substring(1),
              Integer.parseInt(parts.group(1)),
              block.network());
      if (block.hadHostBits()) {
        warnings.accept(
            "<ports> holds '"
                + given
                + "', whose addresses go beyond its prefix: AWS takes it for "
                + ingress
                + ". For one address alone leave the prefix out.");
      }
      return ingress;
    }
    throw refused(given);
  }

  private static InputException refused(String given) {
    return new InputException(
        "<ports> holds '" + given + "'",
        "Give ports such as 80, 53/udp or 22/tcp@192.0.2.0/24, in the POM or with"
            + " -Dunikernel.ports.");
  }
}
