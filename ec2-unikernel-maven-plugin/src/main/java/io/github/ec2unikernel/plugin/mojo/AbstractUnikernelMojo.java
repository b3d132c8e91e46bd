package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share: they can be skipped, and they fail in one way. */
abstract class AbstractUnikernelMojo extends AbstractMojo {

  /** The project, or Maven's stand-in where there is no POM. */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  protected MavenProject project;

  /** The build. */
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  protected MavenSession session;

  /** The goal as it is run now. */
  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  protected MojoExecution execution;

  /** Leaves all goals of this plugin out. */
  @Parameter(property = "unikernel.skip", defaultValue = "false")
  private @Nullable String skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      if (isSkipped()) {
        getLog().info("Skipped: unikernel.skip is set.");
        skipped();
        return;
      }
      UnknownProperties.warnings(session.getUserProperties()).forEach(getLog()::warn);
      run();
    } catch (InputException e) {
      throw withTrace(new MojoFailureException(message(e)), e);
    } catch (EnvironmentException e) {
      throw withTrace(new MojoExecutionException(message(e)), e);
    }
  }

  /** Tells whether all goals are left out. */
  protected final boolean isSkipped() {
    return settings().flag("unikernel.skip", skip);
  }

  /** Does the goal's work; what goes wrong is thrown as a {@link ProblemException}. */
  protected abstract void run();

  /** Does what later goals need where this one does not run. */
  protected void skipped() {}

  /** Returns the way to the parameters' values. */
  protected final Settings settings() {
    return new Settings(session, project);
  }

  /** Maven puts the messages of causes after ours, and so after the hint; -e shows both kinds. */
  private static <E extends Exception> E withTrace(E failure, ProblemException problem) {
    failure.addSuppressed(problem);
    return failure;
  }

  private static String message(ProblemException e) {
    String what = e.getMessage();
    String end = what.contains("\n") ? "\n" : what.endsWith(".") ? " " : ". ";
    return what + end + e.hint();
  }
}
