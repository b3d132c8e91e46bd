package io.github.ec2unikernel.harness.localec2.wire;

import com.sun.net.httpserver.Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it came.
 *
 * @param path the path, still percent-encoded
 * @param query the query string, still percent-encoded, empty when there is none
 */
public record Request(String method, String path, String query, Headers headers, Body body) {

  /** Returns the same request with its body. */
  public Request with(Body other) {
    return new Request(method, path, query, headers, other);
  }

  /** Returns the first header of that name. */
  public @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  /** Returns the decoded query parameters. */
  public Map<String, String> queryParameters() {
    return UriText.form(query);
  }
}
