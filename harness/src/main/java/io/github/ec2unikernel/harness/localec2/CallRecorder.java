package io.github.ec2unikernel.harness.localec2;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps the calls of one endpoint, and writes them to a file when there is one. */
final class CallRecorder implements AutoCloseable {

  private final CallLog log = new CallLog();
  private final @Nullable CallLogFile file;

  private CallRecorder(@Nullable CallLogFile file) {
    this.file = file;
  }

  /** Returns a recorder that writes to a file, or none. */
  static CallRecorder to(@Nullable Path file) {
    return new CallRecorder(file == null ? null : CallLogFile.open(file));
  }

  CallLog log() {
    return log;
  }

  /** Returns whether someone wants to know all about all calls. */
  boolean isRecording() {
    return file != null || log.keepsAll();
  }

  void add(Call call) {
    // The file first: who awaits a call in the log finds it in the file as well.
    if (file != null) {
      file.add(call);
    }
    log.add(call);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
