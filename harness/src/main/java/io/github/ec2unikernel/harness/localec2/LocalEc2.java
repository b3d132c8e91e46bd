package io.github.ec2unikernel.harness.localec2;

import com.sun.net.httpserver.HttpServer;
import io.github.ec2unikernel.harness.localec2.ebs.EbsService;
import io.github.ec2unikernel.harness.localec2.ec2.Ec2Service;
import io.github.ec2unikernel.harness.localec2.iam.IamService;
import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.s3.S3Service;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.sts.StsService;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureVerifier;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * EC2, the EBS direct APIs, S3, IAM and STS on 127.0.0.1, with AWS's protocols and strictness. What
 * it is told is on disk before it answers, and is there again when another one serves the
 * directory. The package's description lists what differs from AWS.
 */
public final class LocalEc2 implements AutoCloseable {

  static final String ACCESS_KEY_ID = "AKIALOCALEC2EXAMPLE0";
  static final String SECRET_ACCESS_KEY = "local/ec2/secret/that/opens/nothing/EXAM";
  private static final int BACKLOG = 1024;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  static {
    // Read once when the server's classes load: 3.6 ms a call instead of 47 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // The server closes connections beyond 200 that wait for their next call.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private final HttpServer server;
  private final ServerThreads threads;
  private final Gateway gateway;
  private final Performer performer;
  private final CallRecorder recorder;
  private final List<Service> services;

  private LocalEc2(
      HttpServer server,
      ServerThreads threads,
      Gateway gateway,
      Performer performer,
      CallRecorder recorder,
      List<Service> services) {
    this.server = server;
    this.threads = threads;
    this.gateway = gateway;
    this.performer = performer;
    this.recorder = recorder;
    this.services = services;
  }

  /**
   * Starts one.
   *
   * @throws EnvironmentException when the directory or the port can't be used
   */
  public static LocalEc2 start(LocalEc2Options options) {
    State state = State.open(options.stateDirectory());
    Scenario scenario = options.scenario();
    CallRecorder recorder = CallRecorder.to(scenario.log());
    Performer performer = new Performer(recorder);
    List<Service> services =
        List.of(
            new Ec2Service(
                state, options.snapshotDelay(), options.imageDelay(), options.importDelay()),
            new EbsService(
                state, options.snapshotDelay(), options.pendingSnapshots(), SECRET_ACCESS_KEY),
            new S3Service(state.objects()),
            new IamService(state),
            new StsService());
    Dispatcher dispatcher =
        new Dispatcher(
            services, new SignatureVerifier(ACCESS_KEY_ID, SECRET_ACCESS_KEY), performer);
    Gateway gateway = new Gateway(dispatcher, options.clock());
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port()), BACKLOG);
      ServerThreads threads = new ServerThreads();
      server.setExecutor(threads);
      server.createContext("/", gateway);
      server.start();
      LocalEc2 local = new LocalEc2(server, threads, gateway, performer, recorder, services);
      if (scenario.policies() != null) {
        local.enforce(scenario.policies());
      }
      local.faults().inject(scenario.script().faults());
      local.connect(scenario.script().network());
      return local;
    } catch (IOException e) {
      recorder.close();
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

  /** Returns the names of the actions that each service has, by the service's name. */
  public Map<String, Set<String>> actions() {
    return services.stream().collect(Collectors.toMap(Service::name, Service::actions));
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
    return recorder.log();
  }

  /** Returns the faults of this endpoint. */
  public Faults faults() {
    return performer.faults();
  }

  /** Allows from now on only what these policies allow; without any, nothing. */
  public void enforce(List<PolicyDocument> policies) {
    performer.access().enforce(policies);
  }

  /** Allows everything from now on. */
  public void allowAll() {
    performer.access().allowAll();
  }

  /** Makes the endpoint seem as far away and as narrow from now on. */
  public void connect(Network network) {
    gateway.connect(network);
  }

  /** Ends the endpoint; its state stays. */
  @Override
  public void close() {
    gateway.close();
    server.stop(0);
    threads.close();
    recorder.close();
  }
}
