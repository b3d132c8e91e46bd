package io.github.ec2unikernel.plugin.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of a Java process of its own, whose limits and settings a test chooses. */
public final class ChildJava {

  private ChildJava() {}

  /** Returns the command for a test's main class, these Java options and arguments. */
  public static List<String> command(Class<?> main, List<String> options, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }
}
