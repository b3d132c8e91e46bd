package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;

class RepeatCommandTest {

  private static final String GOAL = "org.example:unikernel:1.0:boot";

  private final MavenProject project = new MavenProject();
  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final Properties given = request.getUserProperties();

  @Test
  void theGoalOfAPackagingIsRunWithItsExecution() {
    project.setFile(new File("/home/me/it/pom.xml"));

    assertThat(command("default-boot"))
        .isEqualTo("mvn -f /home/me/it/pom.xml " + GOAL + "@default-boot");
  }

  @Test
  void aGoalOnTheCommandLineNeedsNoExecutionAndPerhapsNoPom() {
    assertThat(command("default-cli")).isEqualTo("mvn " + GOAL);
  }

  @Test
  void thisPluginsPropertiesAreKeptInOrderAndQuotedForTheShell() {
    given.setProperty("unikernel.kernelArgs", "greeting=it's me");
    given.setProperty("unikernel.boot.loader", "libxl");

    assertThat(command("default-cli"))
        .isEqualTo(
            "mvn "
                + GOAL
                + " -Dunikernel.boot.loader=libxl '-Dunikernel.kernelArgs=greeting=it'\\''s me'");
  }

  @Test
  void profilesAreKept() {
    request.setActiveProfiles(List.of("ci", "large"));

    assertThat(command("default-cli")).isEqualTo("mvn -Pci,large " + GOAL);
  }

  @Test
  void propertiesThatMayBeSecretsAreNotShown() {
    given.setProperty("aws.secretAccessKey", "hush");

    assertThat(command("default-cli")).isEqualTo("mvn " + GOAL);
  }

  @SuppressWarnings("deprecation") // only Maven itself has another way to make a session
  private String command(String executionId) {
    Plugin plugin = new Plugin();
    plugin.setGroupId("org.example");
    plugin.setArtifactId("unikernel");
    plugin.setVersion("1.0");
    MavenSession session =
        new MavenSession(
            null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    MojoExecution execution = new MojoExecution(plugin, "boot", executionId);
    return new RepeatCommand(session, project, execution).toString();
  }
}
