package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Faults and a network in words, as a file or a header gives them: lines, or parts between
 * semicolons, of words between spaces.
 *
 * <pre>
 * # Which calls            what happens, and when
 * RegisterImage            denied
 * ebs:PutSnapshotBlock     throttled nth=3 times=2
 * *                        reset after nth=17
 * s3:*                     delay=100ms~50ms times=always
 * CreateTags               error=InvalidID/400 where:ResourceId.1=ami-*
 * *                        passing random=0.05 seed=42
 * network                  latency=20ms jitter=5ms connection=10MiB all=100MiB seed=1
 * </pre>
 *
 * <p>What happens is one of {@code denied}, {@code throttled}, {@code broken} (500), {@code
 * unavailable} (503), {@code expired} (credentials), {@code skewed=TIME} (the server's clock),
 * {@code reset}, {@code silent}, {@code cut}, {@code delay=TIME[~TIME]}, {@code unseen=TIME},
 * {@code behind=TIME}, {@code error=CODE/STATUS}, for ImportSnapshot {@code import-fails=MESSAGE}
 * (the task ends in {@code deleted} while it validates) or {@code import-fails-late=MESSAGE} (at
 * the end of converting; + in a message is a space), or with {@code random} also {@code passing}:
 * one of those that pass.
 *
 * <p>A clock that is skewed is told by the error alone: the {@code Date} of all answers is the
 * machine's, for the server of the JDK writes it, so that a client that corrects its clock by it
 * finds nothing to correct. A header may hold neither {@code nth}, {@code times}, {@code random}
 * nor {@code network}, which are about more than its own request.
 *
 * @param faults what goes wrong with which calls
 * @param network how far away and narrow the endpoint is
 */
public record FaultScript(List<Fault> faults, Network network) {

  /** Nothing goes wrong. */
  public static final FaultScript EMPTY = new FaultScript(List.of(), Network.NEAR);

  /** Takes a copy. */
  public FaultScript {
    faults = List.copyOf(faults);
  }

  /**
   * Reads a file.
   *
   * @throws InputException when it can't be read or understood
   */
  public static FaultScript read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "The faults can't be read from " + file + ": " + e, "Name a file that is there.", e);
    }
  }

  /**
   * Reads a text.
   *
   * @param source where it is from, for messages
   * @throws InputException when it can't be understood
   */
  public static FaultScript parse(String text, String source) {
    List<Fault> faults = new ArrayList<>();
    Network network = Network.NEAR;
    List<String> parts =
        text.lines()
            .filter(line -> !line.strip().startsWith("#"))
            .flatMap(line -> Stream.of(line.split(";", -1)))
            .toList();
    for (String part : parts) {
      String stripped = part.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      FaultWords words = FaultWords.of(stripped, source);
      if (words.first().equals("network")) {
        network = network(words);
      } else {
        faults.addAll(words.faults());
      }
      words.requireAllTaken();
    }
    return new FaultScript(faults, network);
  }

  /**
   * Reads what is to happen to one request.
   *
   * @throws Refusal when it can't be understood, or is about other requests as well
   */
  static List<Fault> ofRequest(String text, String source) {
    FaultScript script;
    try {
      script = parse(text, source);
    } catch (InputException e) {
      throw new Refusal(400, "InvalidFault", String.valueOf(e.getMessage()));
    }
    Occasion once = new Occasion.Counted(1, 1);
    boolean ofOne = script.faults().stream().allMatch(fault -> fault.occasion().equals(once));
    if (!ofOne || !script.network().equals(Network.NEAR)) {
      throw new Refusal(
          400,
          "InvalidFault",
          "The fault '"
              + text
              + "' of "
              + source
              + " holds nth, times, random or network, which are for a file of faults only.");
    }
    return script.faults();
  }

  private static Network network(FaultWords words) {
    return new Network(
        words.duration("latency", Duration.ZERO),
        words.duration("jitter", Duration.ZERO),
        words.number("seed", 0),
        words.bytes("connection"),
        words.bytes("all"));
  }
}
