package io.github.ec2unikernel.harness.xlhost;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a host's script tells into its lines. */
final class HostLines implements Consumer<ByteBuffer> {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> sink;

  HostLines(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\n') {
        String whole = line.toString(StandardCharsets.UTF_8);
        line.reset();
        sink.accept(whole);
      } else {
        line.write(b);
      }
    }
  }
}
