package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * The command that runs a goal again as it is run now. Of the properties on the command line it has
 * this plugin's; others may be secrets.
 *
 * @param session the build
 * @param project the project
 * @param execution the goal
 */
record RepeatCommand(MavenSession session, MavenProject project, MojoExecution execution) {

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of("mvn"));
    if (project.getFile() != null) {
      words.addAll(List.of("-f", project.getFile().toString()));
    }
    List<String> profiles = session.getRequest().getActiveProfiles();
    if (!profiles.isEmpty()) {
      words.add("-P" + String.join(",", profiles));
    }
    String id = execution.getExecutionId();
    words.add(
        String.join(
                ":",
                execution.getGroupId(),
                execution.getArtifactId(),
                execution.getVersion(),
                execution.getGoal())
            + (id == null || id.equals("default-cli") ? "" : "@" + id));
    for (String name : new TreeSet<>(session.getUserProperties().stringPropertyNames())) {
      if (name.startsWith("unikernel.")) {
        words.add("-D" + name + "=" + session.getUserProperties().getProperty(name));
      }
    }
    return new Command(words).toShell();
  }
}
