package io.github.ec2unikernel.plugin.publish.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sample of the matrix: some calls of each deployment, each with another trouble. */
class FailureMatrixTest {

  private static final int RANDOM = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aFaultEndsInOneImageAndNothingElse(Deployment deployment) {
    Matrix matrix = new Matrix(folder, World::publish);
    List<Moment> moments = new ArrayList<>(matrix.record(deployment));
    Table table = new Table();
    table.recorded(deployment, moments.size());
    SplittableRandom random = new SplittableRandom(deployment.name().length());
    for (Trouble trouble : Trouble.values()) {
      Moment moment = moments.get(random.nextInt(moments.size()));
      table.add(matrix.run(new Trial(deployment, moment, trouble)));
    }
    table.printSums();
    assertThat(table.red()).extracting(Verdict::line).isEmpty();
  }

  @Test
  void randomFaultsEndInOneImageAndNothingElse() {
    assertThat(RandomTrial.series(RANDOM, folder)).isEmpty();
  }
}
