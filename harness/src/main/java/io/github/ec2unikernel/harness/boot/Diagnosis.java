package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.doctor.ConsoleDoctor;
import io.github.ec2unikernel.harness.doctor.Symptoms;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the doctor for the causes of a boot that went wrong by the guest's fault.
 *
 * @param loader who loaded the kernel; null if that was a program on its disk
 * @param expectations what the guest had to do
 */
record Diagnosis(@Nullable Loader loader, Expectations expectations) {

  /** Returns the likely causes, none where nothing is wrong with the guest. */
  List<Finding> of(Verdict verdict, BootJudge judge, Transcript transcript) {
    return switch (verdict) {
      case SUCCESS, SKIP, ERROR -> List.of();
      case FAILURE, CRASH, TIMEOUT -> new ConsoleDoctor().examine(symptoms(judge, transcript));
    };
  }

  private Symptoms symptoms(BootJudge judge, Transcript transcript) {
    Stream<String> printed =
        Stream.of(transcript.first(), transcript.last()).flatMap(List::stream).map(TimedLine::text);
    return new Symptoms(
        Stream.concat(judge.toolstackLines().stream(), printed).toList(),
        judge.endState(),
        loader,
        expectations.lines(),
        judge.linesMet(),
        judge.hasHandedOver());
  }
}
