package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A machine that runs Xen, this one or another that ssh leads to.
 *
 * @param host {@code user@host} as ssh knows it, or null for this machine
 * @param port ssh's port, or 0 for what ssh takes by itself
 * @param identity a file with a private key, or null for those that ssh takes by itself
 * @param options further options of ssh's, {@code Name=value} each
 * @param bridge the bridge that guests' networks are on; null if there is none
 */
public record XenHost(
    @Nullable String host,
    int port,
    @Nullable Path identity,
    List<String> options,
    @Nullable String bridge) {

  /** This machine. */
  public static final XenHost LOCAL = new XenHost(null, 0, null, List.of(), null);

  private static final String PROPERTY = "unikernel.boot.xl.";

  /** Neither an option for ssh nor two words. */
  private static final Pattern HOST = Pattern.compile("[^-\\s\\p{Cntrl}][^\\s\\p{Cntrl}]*");

  private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9]+[= ][^\\p{Cntrl}]+");

  private static final Pattern BRIDGE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

  /** Copies the list, and throws {@link InputException} for a value that can't be. */
  public XenHost {
    options = List.copyOf(options);
    require(host == null || HOST.matcher(host).matches(), "host", host, "user@host.example");
    require(port >= 0 && port <= 65_535, "port", Integer.toString(port), "22");
    for (String option : options) {
      require(OPTION.matcher(option).matches(), "options", option, "ProxyJump=user@gateway");
    }
    require(bridge == null || BRIDGE.matcher(bridge).matches(), "bridge", bridge, "xenbr0");
  }

  /** Returns another machine, reached as ssh does by itself. */
  public static XenHost at(String host) {
    return new XenHost(host, 0, null, List.of(), null);
  }

  /** Returns its name for people. */
  public String name() {
    return host == null ? "this machine" : host + (port == 0 ? "" : " port " + port);
  }

  private static void require(boolean fine, String name, @Nullable String value, String example) {
    if (!fine) {
      throw new InputException(
          "<%s> of <xl> is '%s'".formatted(name, value),
          "Give one such as %s (%s%s).".formatted(example, PROPERTY, name));
    }
  }
}
