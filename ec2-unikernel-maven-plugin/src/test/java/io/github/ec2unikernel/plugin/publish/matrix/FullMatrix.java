package io.github.ec2unikernel.plugin.publish.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every trouble at every call of every deployment; run by the profile {@code matrix}. */
class FullMatrix {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyFaultOfEveryCallEndsInOneImageAndNothingElse(Deployment deployment) {
    Matrix matrix = new Matrix(folder, World::publish);
    Table table = new Table();
    List<Moment> moments = matrix.record(deployment);
    table.recorded(deployment, moments.size());
    Matrix.trials(deployment, moments).forEach(trial -> table.add(matrix.run(trial)));
    table.printSums();
    assertThat(table.red()).extracting(Verdict::line).isEmpty();
  }
}
