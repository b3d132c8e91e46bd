package io.github.ec2unikernel.harness.qemu;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns from QEMU's events how a guest ended, and says so with the codes that Xen has for it.
 *
 * @see io.github.ec2unikernel.harness.machine.GuestEvent.ShutDown
 */
final class EndWatch implements Consumer<JsonObject> {

  private static final int POWERED_OFF = 0;
  private static final int REBOOTED = 1;
  private static final int CRASHED = 3;

  /** What Solo5 writes to QEMU's isa-debug-exit at every end, whatever its status. */
  private static final int SOLO5 = 41;

  /** QEMU's own failure, or a guest that wrote a zero. */
  private static final int FAILED = 1;

  /** From here on an exit code tells of a signal, and nothing of what the guest wrote. */
  private static final int SIGNALS = 128;

  /** What QEMU notes before the state of a processor that faults in a fault in a fault. */
  private static final String TRIPLE_FAULT = "Triple fault";

  private final Path resetLog;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Integer code;
  private volatile String trouble = "";

  EndWatch(Path resetLog) {
    this.resetLog = resetLog;
  }

  @Override
  public void accept(JsonObject event) {
    JsonObject data = event.has("data") ? event.getAsJsonObject("data") : new JsonObject();
    switch (event.get("event").getAsString()) {
      case "SHUTDOWN" -> shutDown(data.get("reason").getAsString());
      case "GUEST_PANICKED" -> end(CRASHED);
      case "BLOCK_IO_ERROR" ->
          trouble = "a disk of the guest can't be used: " + data.get("reason").getAsString() + ". ";
      case "STOP" -> ended.countDown();
      default -> {
        // devices come and go; nothing else ends a guest
      }
    }
  }

  /** QEMU is gone, whether it told something or not. */
  void gone() {
    ended.countDown();
  }

  private void shutDown(String reason) {
    switch (reason) {
      case "guest-shutdown" -> end(POWERED_OFF);
      case "guest-reset" -> end(hasTripleFaulted() ? CRASHED : REBOOTED);
      case "guest-panic" -> end(CRASHED);
      default -> ended.countDown(); // it is our doing, or that of somebody with a signal
    }
  }

  private void end(int how) {
    if (code == null) {
      code = how;
    }
    ended.countDown();
  }

  /** Tells whether a reset was none that the guest asked for; under KVM nothing tells. */
  boolean hasTripleFaulted() {
    return resets().contains(TRIPLE_FAULT);
  }

  /** Returns the processor's state at each reset, as QEMU noted it. */
  String resets() {
    try {
      return Files.exists(resetLog) ? Files.readString(resetLog, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      return "[" + resetLog + " can't be read: " + e.getMessage() + "]";
    }
  }

  /** Waits until the guest runs no more. */
  void await() throws InterruptedException {
    ended.await();
  }

  /** Returns how the guest ended, if it did. */
  OptionalInt code() {
    Integer known = code;
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  /** Returns what kept the guest from running on, as a sentence; empty if nothing did. */
  String trouble() {
    return trouble;
  }

  /**
   * Takes QEMU's exit code where it told of no end of a guest that ran: isa-debug-exit makes an odd
   * one of what the guest wrote.
   *
   * @param printed what QEMU printed: one that fails gives its reason, and its code is 1, while one
   *     that warned may have any
   */
  void exited(int exitCode, String printed) {
    boolean odd = exitCode < SIGNALS && (exitCode & 1) == 1;
    if (code == null && odd && (exitCode != FAILED || printed.isBlank())) {
      int value = exitCode >> 1;
      code = value == 0 || value == SOLO5 ? POWERED_OFF : CRASHED;
    }
  }
}
