package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What to boot for a test.
 *
 * @param machine the machine
 * @param ready what the guest has to do before the test runs
 * @param backend the name of what it runs on; null for what is usual for all tests
 */
record GuestRequest(Machine machine, Expectations ready, @Nullable String backend) {

  /** Creates one that runs on what is usual. */
  GuestRequest(Machine machine, Expectations ready) {
    this(machine, ready, null);
  }

  /**
   * Reads it from an annotation.
   *
   * @throws InputException for a value that can't be
   */
  static GuestRequest of(Unikernel unikernel) {
    Machine machine =
        new AnnotatedModel(unikernel)
            .of(source(unikernel))
            .withMemory(unikernel.memory())
            .withVcpus(unikernel.vcpus());
    if (!unikernel.arguments().isEmpty()) {
      machine = machine.withArguments(unikernel.arguments());
    }
    if (unikernel.ports().length > 0) {
      PortForward[] forwards =
          Arrays.stream(unikernel.ports()).mapToObj(PortForward::tcp).toArray(PortForward[]::new);
      machine = machine.withNetworks(List.of(Network.dhcp(forwards)));
    }
    Expectations ready =
        new Expectations(
            patterns(unikernel.expect()),
            patterns(unikernel.forbid()),
            End.ANY,
            Duration.ofSeconds(unikernel.timeout()),
            Duration.ZERO);
    return new GuestRequest(
        machine, ready, unikernel.backend().isEmpty() ? null : unikernel.backend());
  }

  /** Returns the same guest on something else. */
  GuestRequest withBackend(String other) {
    return new GuestRequest(machine, ready, other);
  }

  /** Returns how to boot it, where this is how guests usually are. */
  BootOptions options(BootOptions usual) {
    return backend == null ? usual : usual.withBackend(backend);
  }

  private static Machine source(Unikernel unikernel) {
    if (unikernel.kernel().isEmpty() == unikernel.disk().isEmpty()) {
      throw new InputException(
          "@Unikernel has kernel = \""
              + unikernel.kernel()
              + "\" and disk = \""
              + unikernel.disk()
              + "\"",
          "Give one of them: @Unikernel(kernel = \"hello.xen\").");
    }
    Path[] modules = Arrays.stream(unikernel.modules()).map(Path::of).toArray(Path[]::new);
    if (unikernel.disk().isEmpty()) {
      return Machine.ofKernel(Path.of(unikernel.kernel()), modules);
    }
    if (modules.length > 0) {
      throw new InputException(
          "@Unikernel has modules = " + List.of(modules) + " and boots a disk",
          "Name them in the disk's menu, or start the kernel directly: kernel = \"FILE\".");
    }
    return Machine.ofDisk(Path.of(unikernel.disk()));
  }

  private static List<Pattern> patterns(String[] expressions) {
    return Arrays.stream(expressions).map(GuestRequest::pattern).toList();
  }

  private static Pattern pattern(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new InputException(
          "@Unikernel has no regular expression: '" + expression + "': " + e.getDescription(),
          "Correct it; \\\\Q and \\\\E take a text as it stands.",
          e);
    }
  }
}
