package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.plugin.policy.Job;
import io.github.ec2unikernel.plugin.policy.PolicyProof;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class LauncherPolicyTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePolicyOfWhoLaunchesIsEnoughAndAllOfItIsNeeded() {
    return new PolicyProof("launcher", folder, Map.of("launch an image", Launch::new)).tests();
  }

  /** Starts an instance of a published image as people do with the SDK or the aws CLI. */
  private static final class Launch implements Job {

    private final LocalAccount account;

    Launch(Path folder) {
      account = new LocalAccount(folder);
      account.publish(account.disk("disk", RawDisks.BLOCK, 0));
    }

    @Override
    public LocalEc2 account() {
      return account.server();
    }

    @Override
    public void perform() {
      Ec2Client ec2 = account.ec2();
      String image = ec2.describeImages(r -> r.owners("self")).images().get(0).imageId();
      String group = ec2.describeSecurityGroups().securityGroups().get(0).groupId();
      String id =
          ec2.runInstances(
                  r ->
                      r.imageId(image)
                          .instanceType("t1.micro")
                          .minCount(1)
                          .maxCount(1)
                          .securityGroupIds(group)
                          .tagSpecifications(
                              TagSpecification.builder()
                                  .resourceType(ResourceType.INSTANCE)
                                  .tags(
                                      Tag.builder().key("ec2-unikernel:launch").value("1").build())
                                  .build()))
              .instances()
              .get(0)
              .instanceId();
      List<String> ids = List.of(id);
      ec2.describeInstances(r -> r.instanceIds(ids));
      ec2.describeInstanceStatus(r -> r.instanceIds(ids).includeAllInstances(true));
      ec2.getConsoleOutput(r -> r.instanceId(id));
      assertThat(
              ec2.terminateInstances(r -> r.instanceIds(ids))
                  .terminatingInstances()
                  .get(0)
                  .currentState()
                  .name())
          .isIn(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);
    }

    @Override
    public void close() {
      account.close();
    }
  }
}
