package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.appliance.CpioArchive;
import io.github.ec2unikernel.harness.appliance.DistributionPackages;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.process.RunningProcess;
import io.github.ec2unikernel.harness.qemu.Channel;
import io.github.ec2unikernel.harness.qemu.Qemu;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Xen host that ssh leads to: Xen and the appliance's dom0 in a QEMU machine, with Debian's
 * dropbear in it.
 */
public final class XenTestHost implements AutoCloseable {

  private static final Duration FOR_READY = Duration.ofMinutes(4);

  private final Path directory;
  private final int port;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Channel control;
  private final Channel console;
  private final RunningProcess process;

  private XenTestHost(Path directory) throws IOException {
    this.directory = directory;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve("key").toString());
    Appliance appliance =
        new ApplianceCache(ApplianceCache.defaultDirectory(), false).get(step -> {});
    Path initramfs = initramfs(appliance);
    control = new Channel(directory.resolve("control"), new HostLines(this::told));
    console = new Channel(directory.resolve("console"), bytes -> {});
    process = ProcessRunner.start(command(appliance, initramfs), directory);
  }

  private void told(String line) {
    if (line.equals("ready")) {
      ready.countDown();
    }
  }

  /** Starts one, and returns when ssh leads to it. */
  public static XenTestHost start(Path directory) throws IOException, InterruptedException {
    XenTestHost host = new XenTestHost(directory);
    if (!host.ready.await(FOR_READY.toSeconds(), TimeUnit.SECONDS)) {
      String said = host.process.output() + host.log();
      host.close();
      throw new IllegalStateException(said);
    }
    return host;
  }

  /** Returns how it is reached. */
  public XenHost host() {
    return new XenHost(
        "root@127.0.0.1",
        port,
        directory.resolve("key"),
        List.of(
            "StrictHostKeyChecking=accept-new",
            "UserKnownHostsFile=" + directory.resolve("known_hosts")),
        "xenbr0");
  }

  /** Returns what a command prints on it. */
  public String run(String command) {
    return run(
        "ssh",
        "-p",
        Integer.toString(port),
        "-i",
        directory.resolve("key").toString(),
        "-o",
        host().options().get(0),
        "-o",
        host().options().get(1),
        "-o",
        "BatchMode=yes",
        "-o",
        "LogLevel=ERROR",
        "root@127.0.0.1",
        command);
  }

  private String run(String... words) {
    Exit exit = ProcessRunner.run(Command.of(words), directory, Duration.ofMinutes(1));
    if (!exit.succeeded()) {
      throw new IllegalStateException(List.of(words) + ": " + exit.output());
    }
    return exit.output();
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("xen.log"), StandardCharsets.ISO_8859_1);
  }

  /** Linux unpacks archives that follow each other, and the later files take the others' places. */
  private Path initramfs(Appliance appliance) throws IOException {
    Path initramfs = directory.resolve("initramfs.cpio");
    Path more = directory.resolve("more.cpio");
    Path server = DistributionPackages.sshServer();
    try (CpioArchive archive = new CpioArchive(Files.newOutputStream(more));
        Stream<Path> files = Files.walk(server)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        archive.file(server.relativize(file).toString(), file);
      }
      archive.file("root/.ssh/authorized_keys", directory.resolve("key.pub"));
      archive.file("etc/passwd", text("root:x:0:0:root:/root:/bin/sh\n"));
      archive.file("etc/group", text("root:x:0:\n"));
      archive.file("etc/shells", text("/bin/sh\n"));
      archive.file("job", resource("job"));
      archive.file("etc/xen/scripts/block", resource("block"));
    }
    try (OutputStream out = Files.newOutputStream(initramfs)) {
      Files.copy(appliance.initramfs(), out);
      Files.copy(more, out);
    }
    return initramfs;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = XenTestHost.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private Command command(Appliance appliance, Path initramfs) {
    List<String> words = new ArrayList<>(Qemu.confined(Qemu.isRoot()));
    words.addAll(List.of("-machine", "q35", "-accel", "tcg", "-cpu", Qemu.CPU, "-smp", "1"));
    words.addAll(List.of("-m", "1024", "-kernel", appliance.xen().toString()));
    String xen = "console=com1 com1=115200,8n1 spec-ctrl=eager-fpu dom0_mem=512M,max:512M";
    words.addAll(List.of("-append", xen));
    words.addAll(
        List.of(
            "-initrd",
            appliance.kernel()
                + " console=hvc0 quiet mitigations=off swiotlb=1024 noreplace-smp ipv6.disable=1,"
                + initramfs));
    words.addAll(List.of("-serial", "file:" + directory.resolve("xen.log")));
    words.addAll(List.of("-device", "virtio-serial-pci"));
    for (String name : List.of("control", "console")) {
      words.addAll(
          List.of(
              "-chardev",
              "socket,id=" + name + ",server=off,path=" + directory.resolve(name),
              "-device",
              "virtserialport,chardev=" + name + ",name=org.ec2unikernel." + name));
    }
    words.addAll(
        List.of(
            "-netdev",
            "user,id=n,restrict=on,hostfwd=tcp:127.0.0.1:" + port + "-10.0.2.15:22",
            "-device",
            "virtio-net-pci,netdev=n"));
    return new Command(words);
  }

  @Override
  public void close() throws IOException {
    process.close();
    control.close();
    console.close();
  }
}
