package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal check against an account of the local EC2 in which nothing is set up. */
class CheckMojoTest {

  private final NoProject maven = new NoProject();
  private final Properties given = maven.given();
  private final RecordingLog log = new RecordingLog();
  private final CheckMojo mojo = new CheckMojo();

  @BeforeEach
  void prepare(@TempDir Path directory) {
    given.setProperty("unikernel.aws.endpoint", "local");
    given.setProperty("unikernel.aws.region", "us-west-2");
    maven.prepare(mojo, directory, log);
  }

  @Test
  void whereDisksGoStraightNoBucketIsMissed() throws Exception {
    mojo.execute();

    assertThat(log.lines()).noneMatch(line -> line.contains("bucket"));
  }

  @Test
  void theBucketOfAnImportMustBeThereUnlessTheDeployMakesIt() throws Exception {
    given.setProperty("unikernel.publish.via", "s3-import");
    given.setProperty("unikernel.bucket", "disks");

    assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class);
    assertThat(log.lines()).anyMatch(line -> line.contains("bucket") && line.contains("disks"));

    given.setProperty("unikernel.publish.createBucket", "true");
    mojo.execute();
  }

  @Test
  void anImportWithoutABucketIsRefusedAsADeployRefusesIt() {
    given.setProperty("unikernel.publish.via", "s3-import");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("Publishing via s3-import needs a bucket");
  }
}
