package io.github.ec2unikernel.harness.localec2;

import com.sun.net.httpserver.HttpServer;
import io.github.ec2unikernel.harness.localec2.ebs.EbsService;
import io.github.ec2unikernel.harness.localec2.ec2.Ec2Service;
import io.github.ec2unikernel.harness.localec2.s3.S3Service;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.sts.StsService;
import io.github.ec2unikernel.harness.localec2.wire.SignatureVerifier;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An EC2 on 127.0.0.1: EBS direct APIs and images, with AWS's protocols and strictness. What it is
 * told is on disk before it answers, and is there again when another one serves the directory.
 */
public final class LocalEc2 implements AutoCloseable {

  static final String ACCESS_KEY_ID = "AKIALOCALEC2EXAMPLE0";
  static final String SECRET_ACCESS_KEY = "local/ec2/secret/that/opens/nothing/EXAM";
  private static final int THREADS = 32;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  static {
    // Read once when the server's classes load: 3.6 ms a call instead of 47 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Gateway gateway;

  private LocalEc2(HttpServer server, ThreadPoolExecutor threads, Gateway gateway) {
    this.server = server;
    this.threads = threads;
    this.gateway = gateway;
  }

  /**
   * Starts one.
   *
   * @throws EnvironmentException when the directory or the port can't be used
   */
  public static LocalEc2 start(LocalEc2Options options) {
    State state = State.open(options.stateDirectory());
    Gateway gateway =
        new Gateway(
            List.of(
                new Ec2Service(state, options.snapshotDelay(), options.imageDelay()),
                new EbsService(
                    state, options.snapshotDelay(), options.pendingSnapshots(), SECRET_ACCESS_KEY),
                new S3Service(state.objects()),
                new StsService()),
            new SignatureVerifier(ACCESS_KEY_ID, SECRET_ACCESS_KEY),
            options.clock());
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port()), 0);
      ThreadPoolExecutor threads = threads();
      server.setExecutor(threads);
      server.createContext("/", gateway);
      server.start();
      return new LocalEc2(server, threads, gateway);
    } catch (IOException e) {
      throw new EnvironmentException(
          "The local EC2 can't listen on 127.0.0.1:" + options.port() + ": " + e.getMessage(),
          "Choose another port, or 0 for any that is free.",
          e);
    }
  }

  /** Returns where it listens, {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the id of the one key pair it knows; no account has it. */
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  /** Returns the secret of the one key pair it knows; it opens nothing. */
  public String secretAccessKey() {
    return SECRET_ACCESS_KEY;
  }

  /** Returns the calls made through this endpoint, the newest {@value CallLog#MOST} of them. */
  public CallLog calls() {
    return gateway.calls();
  }

  /** Returns the faults of this endpoint. */
  public Faults faults() {
    return gateway.faults();
  }

  /** Ends the endpoint; its state stays. */
  @Override
  public void close() {
    gateway.close();
    server.stop(0);
    // No interrupts: they would close the lock file that others in this JVM hold on to.
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "local-ec2-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
