package io.github.ec2unikernel.plugin.mojo;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;

/** Maven as a goal finds it that is run in a directory without a project. */
final class NoProject {

  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();

  /** Returns the properties of the command line. */
  Properties given() {
    return request.getUserProperties();
  }

  /** Makes a goal ready to run there, with the local EC2's accounts in the same directory. */
  @SuppressWarnings("deprecation") // only Maven itself has another way to make a session
  void prepare(AbstractUnikernelMojo goal, Path directory, RecordingLog log) {
    given().setProperty("unikernel.aws.localDirectory", directory.toString());
    goal.setLog(log);
    goal.project = new MavenProject();
    goal.session =
        new MavenSession(
            null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    goal.session.getRequest().setBaseDirectory(directory.toFile());
  }
}
