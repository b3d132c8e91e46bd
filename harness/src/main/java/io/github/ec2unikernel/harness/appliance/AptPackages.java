package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Fetches and unpacks the distribution's packages with apt's state in a folder of our own, so that
 * neither root nor a fresh package list of the system's is needed.
 */
final class AptPackages {

  private static final Duration FOR_A_DOWNLOAD = Duration.ofMinutes(15);

  private static final List<String> KERNELS = List.of("linux-image-amd64", "linux-image-generic");
  private static final List<String> SEEDS =
      List.of("xen-system-amd64", "busybox-static", "grub-xen-bin");

  private final Path state;
  private final List<String> options;

  /** Names packages of those that can be had. */
  @FunctionalInterface
  interface Choice {

    /** Returns the names. */
    Collection<String> of(AptPackages apt);
  }

  private AptPackages(Path state) {
    this.state = state;
    this.options =
        List.of(
            "-o", "Dir::State=" + state.resolve("state"),
            "-o", "Dir::State::status=/var/lib/dpkg/status",
            "-o", "Dir::Cache=" + state.resolve("cache"),
            "-o", "Debug::NoLocking=1",
            "-o", "APT::Sandbox::User=",
            "-o", "Acquire::Retries=3");
  }

  /**
   * Fetches packages and unpacks them.
   *
   * @param work an empty folder, which gets all that is fetched
   * @param choice names the packages
   * @param use what they are for, a noun for people
   * @param listener is told the steps
   * @throws EnvironmentException if they can't be had
   */
  static UnpackedPackages fetch(Path work, Choice choice, String use, ApplianceListener listener)
      throws IOException {
    AptPackages apt = new AptPackages(work.resolve("apt"));
    listener.step("fetching the package lists");
    apt.update();
    Collection<String> chosen = choice.of(apt);
    listener.step("downloading packages for " + use + ": " + chosen.size());
    List<Path> debs = apt.download(chosen, work.resolve("debs"));
    listener.step("unpacking " + debs.size() + " packages");
    Path root = Files.createDirectories(work.resolve("root"));
    debs.forEach(deb -> unpack(deb, root));
    return new UnpackedPackages(
        root, debs.stream().map(deb -> deb.getFileName().toString()).toList());
  }

  private void update() throws IOException {
    Files.createDirectories(state.resolve("state/lists/partial"));
    Files.createDirectories(state.resolve("cache/archives/partial"));
    run("apt-get", List.of("-q", "update"));
  }

  /** Returns the names of the packages that an appliance is made of. */
  SortedSet<String> select() {
    List<String> seeds = new ArrayList<>(SEEDS);
    seeds.add(
        KERNELS.stream()
            .filter(this::isKnown)
            .findFirst()
            .orElseThrow(
                () ->
                    new EnvironmentException(
                        "none of the kernel packages " + KERNELS + " can be had",
                        "The appliance is built from Debian's or Ubuntu's packages for amd64.")));
    return select(seeds);
  }

  /**
   * Returns the names of some packages and of what matters of their dependencies, without Xen,
   * which runs already where they do.
   */
  SortedSet<String> selectBesideXen(List<String> seeds) {
    SortedSet<String> names = select(seeds);
    names.removeIf(name -> name.startsWith("xen-hypervisor-"));
    return names;
  }

  /** Returns the names of some packages and of those among their dependencies that matter here. */
  private SortedSet<String> select(List<String> seeds) {
    List<String> question =
        new ArrayList<>(
            List.of(
                "depends",
                "--recurse",
                "--no-recommends",
                "--no-suggests",
                "--no-conflicts",
                "--no-breaks",
                "--no-replaces",
                "--no-enhances"));
    question.addAll(seeds);
    return PackageGraph.parse(run("apt-cache", question)).closure(seeds);
  }

  /** Downloads the packages into {@code directory} and returns their files. */
  private List<Path> download(Collection<String> names, Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("-q", "download"));
    words.addAll(names);
    run(Command.of("apt-get").with(words), directory);
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.deb")) {
      found.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  private static void unpack(Path deb, Path root) {
    run(Command.of("dpkg-deb", "-x", deb.toString(), root.toString()), root);
  }

  private boolean isKnown(String name) {
    Command command = Command.of("apt-cache").with(options).with(List.of("show", name));
    return ProcessRunner.run(command, state, FOR_A_DOWNLOAD).succeeded();
  }

  private String run(String program, List<String> words) {
    return run(Command.of(program).with(options).with(words), state);
  }

  private static String run(Command command, Path directory) {
    if (!ProcessRunner.isOnPath(command.program())) {
      throw new EnvironmentException(
          command.program() + " is not on the PATH, so the boot appliance can't be built",
          "Build it on Debian or Ubuntu once, and copy the cache directory to this machine.");
    }
    Exit exit = ProcessRunner.run(command, directory, FOR_A_DOWNLOAD);
    if (!exit.succeeded()) {
      throw new EnvironmentException(
          command.program()
              + (exit.timedOut() ? " did not end in time: " : " failed: ")
              + exit.output().strip(),
          "See that the package sources of this machine can be reached (try: apt-get update).");
    }
    return exit.answer();
  }
}
