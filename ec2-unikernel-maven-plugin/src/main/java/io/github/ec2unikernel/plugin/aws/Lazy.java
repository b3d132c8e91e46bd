package io.github.ec2unikernel.plugin.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A client that is made when it is first needed: most runs need few services. */
final class Lazy<C extends SdkAutoCloseable> implements AutoCloseable {

  private final Supplier<C> maker;
  private @Nullable C client;

  Lazy(Supplier<C> maker) {
    this.maker = maker;
  }

  synchronized C get() {
    C made = client == null ? maker.get() : client;
    client = made;
    return made;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
