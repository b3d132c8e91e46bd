package io.github.ec2unikernel.plugin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.Ingress;
import io.github.ec2unikernel.plugin.policy.Job;
import io.github.ec2unikernel.plugin.policy.PolicyProof;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SetupPolicyTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePolicyOfWhoSetsUpIsEnoughAndAllOfItIsNeeded() {
    return new PolicyProof(
            "setup",
            folder,
            Map.of(
                "set an account up", job(account -> {}, SetupAccount::make),
                "mend an account", job(SetupPolicyTest::spoil, SetupAccount::make),
                "take an account down", job(SetupAccount::make, SetupAccount::undo)))
        .tests();
  }

  private static Function<Path, Job> job(
      Consumer<SetupAccount> before, Consumer<SetupAccount> work) {
    return folder -> {
      SetupAccount account = new SetupAccount(folder);
      before.accept(account);
      return new Job() {
        @Override
        public LocalEc2 account() {
          return account.server();
        }

        @Override
        public void perform() {
          work.accept(account);
        }

        @Override
        public void close() {
          account.close();
        }
      };
    };
  }

  private static void spoil(SetupAccount account) {
    account.make();
    try (AwsConnection aws = AwsConnection.open(account.target())) {
      String group = aws.securityGroups().find("web").orElseThrow().id();
      aws.securityGroups().authorize(group, Set.of(new Ingress("tcp", 22, "0.0.0.0/0")));
      aws.roles().trust("importer", SetupAccount.trust("ec2.amazonaws.com"));
      assertThat(aws.roles().find("importer").orElseThrow().trust()).contains("ec2.");
    }
  }
}
