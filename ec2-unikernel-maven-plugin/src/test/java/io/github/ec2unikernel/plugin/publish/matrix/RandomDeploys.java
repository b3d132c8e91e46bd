package io.github.ec2unikernel.plugin.publish.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 300 deployments under random faults; run by the profile {@code matrix}. */
class RandomDeploys {

  private static final int COUNT = 300;

  @TempDir Path folder;

  @Test
  void whateverGoesWrongTheNextRunEndsInOneImageAndNothingElse() {
    assertThat(RandomTrial.series(COUNT, folder)).isEmpty();
  }
}
