package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line that runs {@link BuildMain}. */
final class ChildJava {

  private ChildJava() {}

  /** Returns the command for these Java options and arguments. */
  static List<String> command(List<String> options, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath());
    command.add(BuildMain.class.getName());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  private static String classPath() {
    return Stream.of(BuildMain.class, ImageBuilder.class, InputException.class)
        .map(ChildJava::place)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
