package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Body;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.Signature;
import io.github.ec2unikernel.harness.localec2.wire.SignatureChain;
import io.github.ec2unikernel.harness.localec2.wire.SignatureException;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import io.github.ec2unikernel.harness.localec2.wire.SignatureVerifier;
import io.github.ec2unikernel.harness.localec2.wire.SignedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a request to the service of its signature, which it checks. */
final class Dispatcher {

  private final Map<String, Service> services = new LinkedHashMap<>();
  private final SignatureVerifier verifier;
  private final Performer performer;
  private final Buffers buffers = new Buffers();

  Dispatcher(List<Service> services, SignatureVerifier verifier, Performer performer) {
    services.forEach(service -> this.services.put(service.name(), service));
    this.verifier = verifier;
    this.performer = performer;
  }

  Reply answer(Request head, InputStream in, Arrival arrival, Line line) throws IOException {
    // Who signs nothing is told so in the words of the first.
    Service service = services.values().iterator().next();
    Attempt attempt = new Attempt(arrival, head);
    try {
      Signature signature = Signature.of(head);
      service = service(signature);
      attempt.signedFor(service.name(), signature.region());
      Caller caller = new Caller(signature.region(), arrival.requestId(), arrival.time());
      if (service.streams()) {
        return performer.perform(attempt, service, streamed(head, in, signature), caller, line);
      }
      Service found = service;
      return buffers.reading(
          in, body -> answer(attempt, found, head.with(body), signature, caller, line));
    } catch (SignatureException e) {
      return unauthenticated(attempt, service, e);
    } catch (Refusal refusal) {
      return performer.refuse(attempt, service, refusal);
    }
  }

  private Reply answer(
      Attempt attempt,
      Service service,
      Request request,
      Signature signature,
      Caller caller,
      Line line) {
    // Before the signature, which is over the whole body and could not be checked.
    if (request.body().length() > Buffers.LARGEST_BODY) {
      return performer.refuse(attempt, service, tooLarge());
    }
    try {
      // The machine's time, by which clients sign.
      verifier.verify(request, signature, Instant.now());
    } catch (SignatureException e) {
      return unauthenticated(attempt, service, e);
    }
    return performer.perform(attempt, service, request, caller, line);
  }

  private Reply unauthenticated(Attempt attempt, Service service, SignatureException e) {
    return performer.refuse(attempt, service, service.unauthenticated(e.problem(), e.detail()));
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

  private static Refusal tooLarge() {
    return new Refusal(
        413,
        "RequestEntityTooLarge",
        "The request's body has more than " + Buffers.LARGEST_BODY + " bytes.");
  }
}
