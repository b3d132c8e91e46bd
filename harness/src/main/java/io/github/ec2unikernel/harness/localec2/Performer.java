package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a call whose signature is good: through the faults and the policies, into the log. */
final class Performer {

  /** The header with which a client asks for a fault to happen to its own request. */
  static final String FAULT_HEADER = "x-local-ec2-fault";

  private final Faults faults = new Faults();
  private final Access access = new Access();
  private final Unseen unseen = new Unseen();
  private final CallRecorder recorder;

  Performer(CallRecorder recorder) {
    this.recorder = recorder;
  }

  Faults faults() {
    return faults;
  }

  Access access() {
    return access;
  }

  Reply perform(Attempt attempt, Service service, Request request, Caller caller, Line line) {
    try {
      Service.Invocation call = service.read(request);
      attempt.asks(call.action(), call.parameters());
      List<Fault> due =
          new ArrayList<>(faults.due(service.name(), call.action(), call.parameters()));
      due.addAll(asked(service, call, request));
      Trouble trouble = new Trouble(due, service, request, line);
      Response response = perform(attempt, service, call, caller, trouble);
      recorder.add(attempt.ended(trouble.ending() == Reply.Ending.CUT ? Call.CUT : Call.OK));
      return new Reply(response, trouble.ending());
    } catch (Refusal refusal) {
      return refuse(attempt, service, refusal);
    } catch (Interruption interruption) {
      boolean reset = interruption.ending() == Reply.Ending.RESET;
      recorder.add(attempt.ended(reset ? Call.RESET : Call.SILENCE));
      return Reply.without(interruption.ending());
    } catch (RuntimeException | LinkageError e) {
      return refuse(attempt, service, service.internal(e));
    }
  }

  Reply refuse(Attempt attempt, Service service, Refusal refusal) {
    recorder.add(attempt.ended(refusal.code()));
    return Reply.of(service.write(refusal, attempt.requestId()));
  }

  private Response perform(
      Attempt attempt, Service service, Service.Invocation call, Caller caller, Trouble trouble)
      throws Interruption {
    trouble.suffer(call.action(), false);
    authorize(attempt, service, call, caller);
    unseen
        .refusal(service.name(), call, caller.now())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    Response response =
        call.perform(trouble.caller(caller), permission -> access.isAllowed(permission, caller));
    trouble.unseen().ifPresent(time -> unseen.hide(call, response, caller.now().plus(time)));
    trouble.suffer(call.action(), true);
    return call.action().startsWith("Describe")
        ? unseen.without(response, call.parameters(), caller.now())
        : response;
  }

  private void authorize(Attempt attempt, Service service, Service.Invocation call, Caller caller) {
    if (access.isOpen() && !recorder.isRecording()) {
      // Tags are read from disk for it, which an upload of thousands of blocks would feel.
      return;
    }
    List<PermissionCheck> checks = access.check(call.permissions(caller), caller);
    attempt.needs(checks);
    for (PermissionCheck check : checks) {
      if (!check.isAllowed() && !call.tellsDenials()) {
        throw service.unauthorized(check.permission(), check.isDenied());
      }
    }
  }

  private static List<Fault> asked(Service service, Service.Invocation call, Request request) {
    @Nullable String header = request.header(FAULT_HEADER);
    if (header == null) {
      return List.of();
    }
    return FaultScript.ofRequest(header, FAULT_HEADER).stream()
        .filter(f -> f.calls().matches(service.name(), call.action(), call.parameters()))
        .toList();
  }
}
