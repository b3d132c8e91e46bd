package io.github.ec2unikernel.harness.localec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.Signature;
import io.github.ec2unikernel.harness.localec2.wire.SignatureChain;
import io.github.ec2unikernel.harness.localec2.wire.SignatureException;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import io.github.ec2unikernel.harness.localec2.wire.SignatureVerifier;
import io.github.ec2unikernel.harness.localec2.wire.SignedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes a request to the service of its signature, through the faults, and logs what came of it.
 */
final class Gateway implements HttpHandler, AutoCloseable {

  private static final int USUAL_BODY = 512 * 1024;
  private static final int LARGEST_BODY = 1024 * 1024;

  private final Map<String, Service> services = new LinkedHashMap<>();
  private final SignatureVerifier verifier;
  private final Clock clock;
  private final CallLog calls = new CallLog();
  private final Faults faults = new Faults();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[USUAL_BODY]);

  Gateway(List<Service> services, SignatureVerifier verifier, Clock clock) {
    services.forEach(service -> this.services.put(service.name(), service));
    this.verifier = verifier;
    this.clock = clock;
  }

  CallLog calls() {
    return calls;
  }

  Faults faults() {
    return faults;
  }

  /** Ends the waiting of delayed calls. */
  @Override
  public void close() {
    closing.countDown();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String requestId = UUID.randomUUID().toString();
    try (exchange) {
      Response response = answer(head(exchange), exchange.getRequestBody(), requestId);
      exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
      response.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, response);
    } catch (ConnectionReset e) {
      // Closing the exchange without an answer is the fault that was asked for.
    }
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    Response.Content content = response.content();
    long length = content == null ? response.body().length : content.length();
    boolean silent = length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), silent ? -1 : length);
    try (InputStream in = content == null ? InputStream.nullInputStream() : content.in()) {
      if (!silent) {
        try (OutputStream body = exchange.getResponseBody()) {
          body.write(response.body());
          in.transferTo(body);
        }
      }
    }
  }

  private Response answer(Request head, InputStream in, String requestId)
      throws ConnectionReset, IOException {
    Response response = answerUnread(head, in, requestId);
    // A client reads no answer before it has sent everything.
    in.transferTo(OutputStream.nullOutputStream());
    return response;
  }

  private Response answerUnread(Request head, InputStream in, String requestId)
      throws ConnectionReset, IOException {
    // Who signs nothing is told so in the words of the first.
    Service service = services.values().iterator().next();
    try {
      Signature signature = Signature.of(head);
      service = service(signature);
      Caller caller = new Caller(signature.region(), requestId, clock.instant());
      if (service.streams()) {
        return answer(service, streamed(head, in, signature), caller);
      }
      Request request = head.with(read(in));
      // Before the signature, which is over the whole body and could not be checked.
      if (request.body().length() > LARGEST_BODY) {
        return refuse(service, "", Map.of(), tooLarge(), requestId);
      }
      // The machine's time, by which clients sign.
      verifier.verify(request, signature, Instant.now());
      return answer(service, request, caller);
    } catch (SignatureException e) {
      return refuse(
          service, "", Map.of(), service.unauthenticated(e.problem(), e.detail()), requestId);
    } catch (Refusal refusal) {
      return refuse(service, "", Map.of(), refusal, requestId);
    }
  }

  /** Returns the request with a body that is verified when the action reads it. */
  private Request streamed(Request head, InputStream in, Signature signature)
      throws SignatureException {
    Request raw = head.with(Body.streamed(new SignedPayload(in, Map.of())));
    SignatureChain chain = verifier.verify(raw, signature, Instant.now());
    String declared = String.valueOf(head.header("X-Amz-Content-Sha256"));
    return head.with(Body.streamed(SignedPayload.of(declared, in, chain)));
  }

  private Service service(Signature signature) throws SignatureException {
    Service service = services.get(signature.service());
    if (service == null) {
      throw new SignatureException(
          SignatureProblem.SCOPE, "the local EC2 serves " + String.join(", ", services.keySet()));
    }
    if (Region.find(signature.region()).isEmpty()) {
      throw new SignatureException(
          SignatureProblem.SCOPE, "there is no region '" + signature.region() + "'");
    }
    return service;
  }

  private Response answer(Service service, Request request, Caller caller) throws ConnectionReset {
    Service.Invocation invocation;
    try {
      invocation = service.read(request);
    } catch (Refusal refusal) {
      return refuse(service, "", Map.of(), refusal, caller.requestId());
    } catch (RuntimeException | LinkageError e) {
      return refuse(service, "", Map.of(), service.internal(e), caller.requestId());
    }
    String action = invocation.action();
    List<Fault> due = faults.due(action);
    try {
      suffer(service, action, due, false);
      Response response = invocation.perform(caller);
      suffer(service, action, due, true);
      calls.add(new Call(service.name(), action, invocation.parameters(), Call.OK));
      return response;
    } catch (Refusal refusal) {
      return refuse(service, action, invocation.parameters(), refusal, caller.requestId());
    } catch (RuntimeException | LinkageError e) {
      return refuse(
          service, action, invocation.parameters(), service.internal(e), caller.requestId());
    } catch (ConnectionReset reset) {
      calls.add(new Call(service.name(), action, invocation.parameters(), Call.RESET));
      throw reset;
    }
  }

  private Response refuse(
      Service service,
      String action,
      Map<String, String> parameters,
      Refusal refusal,
      String requestId) {
    calls.add(new Call(service.name(), action, parameters, refusal.code()));
    return service.write(refusal, requestId);
  }

  private void suffer(Service service, String action, List<Fault> due, boolean afterEffect)
      throws ConnectionReset {
    for (Fault fault : due) {
      if (fault.afterEffect() != afterEffect) {
        continue;
      }
      if (fault.effect() instanceof Fault.Failure failure) {
        throw new Refusal(failure.status(), failure.code(), failure.message());
      } else if (fault.effect() instanceof Fault.Denial) {
        throw service.unauthorized(action);
      } else if (fault.effect() instanceof Fault.Throttling) {
        throw service.throttled();
      } else if (fault.effect() instanceof Fault.Reset) {
        throw new ConnectionReset();
      } else if (fault.effect() instanceof Fault.Delay delay) {
        await(delay);
      }
    }
  }

  private void await(Fault.Delay delay) {
    try {
      closing.await(delay.duration().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        413,
        "RequestEntityTooLarge",
        "The request's body has more than " + LARGEST_BODY + " bytes.");
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

  /** Reads the body; of one that is too large, one byte more than the largest has. */
  private Body read(InputStream in) throws IOException {
    byte[] bytes = buffers.get();
    int length = in.readNBytes(bytes, 0, bytes.length);
    if (length == bytes.length) {
      byte[] more = in.readNBytes(LARGEST_BODY + 1 - length);
      if (more.length > 0) {
        byte[] all = Arrays.copyOf(bytes, length + more.length);
        System.arraycopy(more, 0, all, length, more.length);
        bytes = all;
        length = all.length;
      }
    }
    return new Body(bytes, length);
  }

  /** The connection ends here, without an answer. */
  private static final class ConnectionReset extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
