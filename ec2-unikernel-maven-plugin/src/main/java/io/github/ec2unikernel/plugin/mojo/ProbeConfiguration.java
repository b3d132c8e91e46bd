package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Trust;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code <probe>} element of {@code <boot>}: a question to the guest over its network. */
public final class ProbeConfiguration {

  private static final String PREFIX = "unikernel.boot.probes.probe.";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int OK = 200;
  private static final Duration FOR_DATAGRAM = Duration.ofSeconds(1);

  /** The path of a page to ask for over HTTP. */
  private @Nullable String http;

  /** The path of a page to ask for over HTTP with TLS. */
  private @Nullable String https;

  /** The guest's TCP port to send a text to. */
  private @Nullable String tcp;

  /** The guest's UDP port to send a datagram to. */
  private @Nullable String udp;

  /** The guest's port of http and https; 80 and 443 if not given. */
  private @Nullable String port;

  /** The name that the web server is asked for. */
  private @Nullable String host;

  /** A PEM file with the certificates that are believed. */
  private @Nullable String trust;

  /** Whether any certificate will do. */
  private boolean insecure;

  /** The wanted status; 200 if not given. */
  private @Nullable String status;

  /** What headers have to contain, as regular expressions by their names. */
  private Map<String, String> headers = Map.of();

  /** A regular expression that the page has to contain. */
  private @Nullable String body;

  /** How long the page may take. */
  private @Nullable String within;

  /** What is sent to a TCP or UDP port. */
  private @Nullable String send;

  /** A regular expression that the reply of a TCP or UDP port has to contain. */
  private @Nullable String reply;

  /** How long one attempt may take: 5s if not given, for UDP 1s. */
  private @Nullable String patience;

  /** Returns a probe for a page, {@code /index.html} or {@code 8080/index.html}. */
  static ProbeConfiguration ofHttp(String address, @Nullable String status, @Nullable String body) {
    ProbeConfiguration probe = new ProbeConfiguration();
    int slash = Math.max(0, address.indexOf('/'));
    probe.http = address.substring(slash);
    probe.port = slash == 0 ? null : address.substring(0, slash);
    probe.status = status;
    probe.body = body;
    return probe;
  }

  /**
   * Returns the probe.
   *
   * @throws InputException for a value that can't be
   */
  Probe probe(Settings settings) {
    long kinds = Stream.of(http, https, tcp, udp).filter(Objects::nonNull).count();
    if (kinds != 1) {
      throw new InputException(
          "a <probe> has " + kinds + " of <http>, <https>, <tcp> and <udp>",
          "Give one of them: <probe><http>/index.html</http></probe>.");
    }
    if (tcp != null) {
      int number = Settings.number(PREFIX + "tcp", tcp);
      return new Probe.Tcp(number, text(send), reply(), patience(Probe.PATIENCE));
    } else if (udp != null) {
      int number = Settings.number(PREFIX + "udp", udp);
      return new Probe.Udp(number, text(send), reply(), patience(FOR_DATAGRAM));
    }
    return page(settings);
  }

  private HttpProbe page(Settings settings) {
    boolean tls = https != null;
    Map<String, Pattern> wanted = new LinkedHashMap<>();
    headers.forEach((name, regex) -> wanted.put(name, pattern("headers." + name, text(regex))));
    Trust believed = new Trust(trust == null ? null : settings.path(trust.strip()), insecure);
    return new HttpProbe(
        port == null ? (tls ? HTTPS : HTTP) : Settings.number(PREFIX + "port", port),
        text(tls ? https : http).strip(),
        host == null ? null : host.strip(),
        tls ? believed : null,
        status == null ? OK : Settings.number(PREFIX + "status", status),
        wanted,
        body == null ? null : pattern("body", body),
        within == null ? null : Settings.span(PREFIX + "within", within),
        patience(Probe.PATIENCE));
  }

  private Pattern reply() {
    if (reply == null) {
      throw new InputException(
          "a <probe> of a TCP or UDP port has no <reply>",
          "Give the regular expression that the guest's reply has to contain.");
    }
    return pattern("reply", reply);
  }

  private Duration patience(Duration otherwise) {
    return patience == null ? otherwise : Settings.span(PREFIX + "patience", patience);
  }

  private static Pattern pattern(String element, String regex) {
    return Settings.pattern(PREFIX + element, regex);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
