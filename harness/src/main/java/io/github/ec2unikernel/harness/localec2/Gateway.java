package io.github.ec2unikernel.harness.localec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Speaks HTTP: hands requests to the dispatcher and sends as much of its replies as it says. */
final class Gateway implements HttpHandler, AutoCloseable {

  private static final int PIECE = 64 * 1024;
  // Longer than any client waits.
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final Dispatcher dispatcher;
  private final Clock clock;
  private final HeldExchanges held = new HeldExchanges(LONGEST_SILENCE);
  private final AtomicLong requests = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Line line = new Line(Network.NEAR, closing);

  Gateway(Dispatcher dispatcher, Clock clock) {
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /** Makes calls come from elsewhere from now on. */
  void connect(Network network) {
    line = new Line(network, closing);
  }

  /** Ends the waiting of delayed calls, which are not made any more, and of silent ones. */
  @Override
  public void close() {
    closing.countDown();
    held.close();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Line taken = line;
    Reply.Ending ending = Reply.Ending.RESET;
    try {
      ending = converse(exchange, taken);
    } catch (Interruption interruption) {
      // The endpoint was closed while the call was still on its way.
      ending = interruption.ending();
    } finally {
      if (ending == Reply.Ending.SILENCE) {
        held.hold(exchange);
      } else {
        exchange.close();
      }
    }
  }

  private Reply.Ending converse(HttpExchange exchange, Line taken)
      throws IOException, Interruption {
    taken.travel();
    Arrival arrival =
        new Arrival(requests.incrementAndGet(), clock.instant(), UUID.randomUUID().toString());
    InputStream in = taken.slowed(exchange.getRequestBody());
    Reply reply = dispatcher.answer(head(exchange), in, arrival, taken);
    // A client reads no answer before it has sent everything.
    in.transferTo(OutputStream.nullOutputStream());
    if (reply.ending() == Reply.Ending.WHOLE || reply.ending() == Reply.Ending.CUT) {
      exchange.getResponseHeaders().set("x-amzn-RequestId", arrival.requestId());
      send(exchange, taken, reply);
    }
    return reply.ending();
  }

  private static void send(HttpExchange exchange, Line line, Reply reply) throws IOException {
    Response response = reply.response();
    Response.Content content = response.content();
    long length = content == null ? response.body().length : content.length();
    response.headers().forEach(exchange.getResponseHeaders()::set);
    try (InputStream in = content == null ? InputStream.nullInputStream() : content.in()) {
      boolean cut = reply.ending() == Reply.Ending.CUT;
      boolean empty = length == 0 || exchange.getRequestMethod().equals("HEAD");
      if (cut && empty) {
        // Of an answer without a body half is nothing.
        return;
      }
      exchange.sendResponseHeaders(response.status(), empty ? -1 : length);
      if (empty) {
        return;
      }
      OutputStream body = line.slowed(exchange.getResponseBody());
      if (cut) {
        body.write(content == null ? response.body() : in.readNBytes(PIECE), 0, half(length));
        body.flush();
        return;
      }
      try (body) {
        body.write(response.body());
        in.transferTo(body);
      }
    }
  }

  /** Returns how many bytes of an answer a cut leaves. */
  private static int half(long length) {
    return (int) Math.min(PIECE, length / 2);
  }

  private static Request head(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        exchange.getRequestHeaders(),
        new Body(new byte[0], 0));
  }
}
