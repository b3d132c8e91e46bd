package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Printable;
import io.github.ec2unikernel.plugin.inspect.InspectionJson;
import io.github.ec2unikernel.plugin.inspect.InspectionText;
import io.github.ec2unikernel.plugin.io.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Says what a kernel is, and by which ways it boots on EC2 or does not. It fails for a file that
 * can't be read only, never for what is in it.
 */
@Mojo(name = "inspect", requiresProject = false, threadSafe = true)
public final class InspectMojo extends AbstractUnikernelMojo {

  /** The file to look at, compressed or not. */
  @Parameter(property = "unikernel.kernel")
  private @Nullable String kernel;

  /** The answer's form: {@code text} for people or {@code json} for programs. */
  @Parameter(property = "unikernel.inspectFormat", defaultValue = "text")
  private @Nullable String inspectFormat;

  /**
   * Where to write the answer; into the log if not given. With {@code /dev/stdout} and Maven's
   * {@code -q}, the answer is all that is printed.
   */
  @Parameter(property = "unikernel.output")
  private @Nullable String output;

  @Override
  protected void run() {
    Map<String, Function<Triage, String>> formats = new LinkedHashMap<>();
    formats.put("text", InspectMojo::text);
    formats.put("json", InspectionJson::of);
    Function<Triage, String> chosen =
        settings().choice("unikernel.inspectFormat", inspectFormat, formats.get("text"), formats);
    Path file = settings().path("unikernel.kernel", kernel);
    if (file == null) {
      throw new InputException(
          "no kernel is given",
          "Name the file: -Dunikernel.kernel=FILE, or <kernel>hello.xen</kernel>.");
    }
    String answer = chosen.apply(Triage.of(file));
    Path target = settings().path("unikernel.output", output);
    if (target == null) {
      answer.lines().forEach(getLog()::info);
    } else {
      write(answer, target);
      getLog().info("Written: " + target);
    }
  }

  private static String text(Triage triage) {
    return Printable.of(String.join("\n", InspectionText.of(triage)) + "\n");
  }

  private static void write(String answer, Path target) {
    try {
      if (target.startsWith("/dev")) {
        // What it leads to may be a file that others write to as well: it is not truncated.
        Files.writeString(target, answer, StandardOpenOption.APPEND);
        return;
      }
      Path directory = target.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      try (PartFile file = PartFile.beside(target)) {
        file.channel().write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        file.commit();
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          target + " can't be written: " + e,
          "Give another file with <output> or -Dunikernel.output.",
          e);
    }
  }
}
