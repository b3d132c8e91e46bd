package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Trust;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Requests a page. */
final class HttpAsker implements Asker {

  /** Without it Java lets nobody name the host but by its address; read when HTTP is first used. */
  private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

  static {
    if (System.getProperty(RESTRICTED) == null) {
      System.setProperty(RESTRICTED, "host");
    }
  }

  private final HttpProbe probe;
  private final HttpClient client;

  HttpAsker(HttpProbe probe) {
    this.probe = probe;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY);
    Trust trust = probe.trust();
    if (trust != null) {
      builder.sslContext(ProbeTls.context(trust));
      if (probe.host() != null) {
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(probe.host())));
        builder.sslParameters(parameters);
      }
    }
    client = builder.build();
    request(probe.port()); // what can't be asked is told before anything boots
  }

  @Override
  public Answer ask(int port, Duration patience) throws InterruptedException {
    AtomicReference<@Nullable Begun> begun = new AtomicReference<>();
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request(port),
            info -> {
              BoundedBody body = new BoundedBody();
              begun.set(new Begun(info, body));
              return body;
            });
    try {
      HttpResponse<String> whole = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new HttpPage(whole.statusCode(), whole.headers(), whole.body()).judge(probe, took);
    } catch (TimeoutException e) {
      return unfinished(
          begun.get(),
          "had no end within " + Asker.words(patience),
          Answer.none("no answer came within " + Asker.words(patience)));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return unfinished(begun.get(), "broke off: " + cause.getMessage(), failed(cause));
    } finally {
      answer.cancel(true);
    }
  }

  /** An answer of which the status and the headers are there, and the page's beginning perhaps. */
  private record Begun(HttpResponse.ResponseInfo info, BoundedBody body) {}

  private static Answer unfinished(@Nullable Begun begun, String how, Answer otherwise) {
    return begun == null
        ? otherwise
        : new HttpPage(begun.info().statusCode(), begun.info().headers(), begun.body().soFar())
            .unfinished(how);
  }

  private HttpRequest request(int port) {
    String scheme = probe.trust() == null ? "http" : "https";
    URI uri = URI.create(scheme + "://127.0.0.1:" + port + probe.path());
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    if (probe.host() != null) {
      try {
        request.header("Host", probe.host());
      } catch (IllegalArgumentException e) {
        throw new InputException(
            "this Java was started so that no <host> of a <probe> can be asked for",
            "Start Maven with MAVEN_OPTS=-D" + RESTRICTED + "=host.",
            e);
      }
    }
    return request.build();
  }

  /**
   * A guest that speaks, but neither HTTP nor TLS as it should, is not one that does not answer.
   */
  private static Answer failed(Throwable cause) {
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof SSLException || cause instanceof ProtocolException
        ? Answer.wrong("no page: " + text)
        : Answer.none("no answer came: " + text);
  }
}
