package io.github.ec2unikernel.harness.model;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of a web server.
 *
 * @param port the guest's port
 * @param path the page, from its slash on
 * @param host the name that the server is asked for: in the Host header and in TLS; null for none
 * @param trust whose certificates are believed; null for HTTP without TLS
 * @param status the status that is wanted
 * @param headers what headers have to contain, by their names
 * @param body what the page has to contain; null for anything
 * @param within how long the answer may take, from the connection on; null for any time
 * @param patience how long one attempt may take
 */
public record HttpProbe(
    int port,
    String path,
    @Nullable String host,
    @Nullable Trust trust,
    int status,
    Map<String, Pattern> headers,
    @Nullable Pattern body,
    @Nullable Duration within,
    Duration patience)
    implements Probe {

  private static final int OK = 200;
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Keeps the headers in their order, and throws {@link InputException} for what can't be. */
  public HttpProbe {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    ProbeBounds.require(port, patience);
    requirePath(path);
    if (status < 100 || status > 599) {
      throw new InputException(
          "<status> of the <probe> " + path + " is " + status, "Give one from 100 to 599.");
    }
    if (within != null && (within.isNegative() || within.isZero())) {
      throw new InputException(
          "<within> of the <probe> " + path + " is " + within.toMillis() + " ms",
          "Give a positive time: 500ms.");
    }
    if (host != null && !NAME.matcher(host).matches()) {
      throw new InputException(
          "<host> of the <probe> " + path + " is '" + host + "'",
          "Give the name that the server is asked for: www.example.org.");
    }
    if (trust != null && host == null && !trust.insecure()) {
      throw new InputException(
          "the <probe> " + path + " is asked with TLS, and for no <host> that a certificate is for",
          "Give <host>, or <insecure>true</insecure> to believe any certificate.");
    }
  }

  private static void requirePath(String path) {
    try {
      if (path.startsWith("/")) {
        URI.create("http://guest" + path);
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new InputException(
        "<http> of a <probe> is '" + path + "'",
        "Give a path from its slash on, with special characters written as in a URL: /index.html.");
  }

  static HttpProbe of(int port, String path) {
    return new HttpProbe(port, path, null, null, OK, Map.of(), null, null, PATIENCE);
  }

  /** Returns the same request with another status wanted. */
  public HttpProbe withStatus(int other) {
    return new HttpProbe(port, path, host, trust, other, headers, body, within, patience);
  }

  /** Returns the same request with one more header wanted. */
  public HttpProbe withHeader(String name, String expect) {
    Map<String, Pattern> more = new LinkedHashMap<>(headers);
    more.put(name, Pattern.compile(expect));
    return new HttpProbe(port, path, host, trust, status, more, body, within, patience);
  }

  /** Returns the same request with something wanted in the page. */
  public HttpProbe withBody(String expect) {
    Pattern wanted = Pattern.compile(expect);
    return new HttpProbe(port, path, host, trust, status, headers, wanted, within, patience);
  }

  /** Returns the same request with its answer wanted in some time. */
  public HttpProbe within(Duration other) {
    return new HttpProbe(port, path, host, trust, status, headers, body, other, patience);
  }

  /** Returns the same request for a server of this name. */
  public HttpProbe withHost(String other) {
    return new HttpProbe(port, path, other, trust, status, headers, body, within, patience);
  }

  /** Returns the same request with TLS. */
  public HttpProbe withTrust(Trust other) {
    return new HttpProbe(port, path, host, other, status, headers, body, within, patience);
  }

  /** Returns the same request with another time for one attempt. */
  public HttpProbe withPatience(Duration other) {
    return new HttpProbe(port, path, host, trust, status, headers, body, within, other);
  }

  @Override
  public PortForward.Protocol protocol() {
    return PortForward.Protocol.TCP;
  }

  @Override
  public String words() {
    String what = (trust == null ? "HTTP " : "HTTPS ") + path;
    return what + (host == null ? "" : " of " + host) + " on port " + port;
  }
}
