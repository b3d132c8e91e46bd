package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.kernel.KernelUnpacker;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the words by which QEMU starts a kernel itself.
 *
 * @param guest the guest, with a kernel that QEMU can start
 * @param protocol how it is started
 * @param directory where files may be made
 */
record KernelWords(Guest.OfKernel guest, BootProtocol protocol, Path directory) {

  List<String> words() throws IOException {
    List<String> words = new ArrayList<>(List.of("-kernel", kernel().toString()));
    @Nullable String arguments = guest.machine().arguments();
    if (arguments != null && !arguments.isEmpty()) {
      words.addAll(List.of("-append", arguments));
    }
    List<Path> modules = ((Source.Kernel) guest.machine().source()).modules();
    if (!modules.isEmpty()) {
      words.addAll(List.of("-initrd", initrd(modules)));
    }
    return words;
  }

  /** A kernel's first argument is its path, which must be one word; QEMU unpacks only Linux. */
  private Path kernel() throws IOException {
    Path file = guest.machine().source().file().toAbsolutePath();
    if (protocol == BootProtocol.LINUX || guest.kernel().packing().isEmpty()) {
      return withoutBlanks(file, "kernel");
    }
    Path unpacked = directory.resolve("kernel");
    KernelUnpacker.unpack(file, unpacked);
    return unpacked;
  }

  /** Only multiboot has a list: there a comma parts modules, and a blank begins the arguments. */
  private String initrd(List<Path> modules) throws IOException {
    if (protocol != BootProtocol.MULTIBOOT) {
      return modules.get(0).toAbsolutePath().toString();
    }
    List<String> names = new ArrayList<>();
    for (Path module : modules) {
      Path path = withoutBlanks(module.toAbsolutePath(), "module" + names.size());
      names.add(path.toString().replace(",", ",,"));
    }
    return String.join(",", names);
  }

  private Path withoutBlanks(Path file, String name) throws IOException {
    return file.toString().contains(" ")
        ? Files.createSymbolicLink(directory.resolve(name), file)
        : file;
  }
}
