package io.github.ec2unikernel.plugin.publish.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every trouble at every call of every deployment; run by the profile {@code matrix}. */
class FullMatrix {

  @TempDir Path folder;

  @Test
  void everyFaultOfEveryCallEndsInOneImageAndNothingElse() {
    Matrix matrix = new Matrix(folder, World::publish);
    Table table = new Table();
    for (Deployment deployment : Deployment.values()) {
      var moments = matrix.record(deployment);
      table.recorded(deployment, moments.size());
      Matrix.trials(deployment, moments).forEach(trial -> table.add(matrix.run(trial)));
    }
    table.printSums();
    assertThat(table.red()).extracting(Verdict::line).isEmpty();
  }
}
