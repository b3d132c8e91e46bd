package io.github.ec2unikernel.plugin.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.BucketRecord;
import io.github.ec2unikernel.plugin.aws.Ingress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupTest {

  private static final Map<String, String> OTHERS = Map.of("team", "others");

  @TempDir Path folder;
  private SetupAccount account;
  private AwsConnection aws;

  @BeforeEach
  void open() {
    account = new SetupAccount(folder);
    aws = AwsConnection.open(account.target());
  }

  @AfterEach
  void close() {
    aws.close();
    account.close();
  }

  @Test
  void itMakesTheBucketTheRoleAndTheSecurityGroup() {
    account.make();

    BucketRecord bucket = aws.buckets().find("disks").orElseThrow();
    assertThat(bucket)
        .isEqualTo(
            new BucketRecord(
                "disks", "us-west-2", Map.of("ec2-unikernel:setup", "made"), true, true, true));
    assertThat(aws.roles().find("importer").orElseThrow().trust()).contains("vmie.amazonaws.com");
    assertThat(aws.roles().policy("importer", "ec2-unikernel-import").orElseThrow())
        .contains("arn:aws:s3:::disks/*")
        .doesNotContain("unikernels");
    assertThat(aws.securityGroups().find("web").orElseThrow().ingress())
        .containsExactlyInAnyOrder(
            new Ingress("tcp", 80, "0.0.0.0/0"), new Ingress("udp", 53, "::/0"));
  }

  @Test
  void aSecondRunFindsNothingToDoAndChangesNothing() {
    account.make();
    account.server().calls().clear();

    assertThat(account.make()).containsExactly("nothing to do");
    assertThat(account.server().calls().all())
        .extracting(Call::action)
        .allMatch(action -> action.matches("(Get|List|Describe|Head).*"));
  }

  @Test
  void aSecondRunFindsNothingToDoForBlocksThatEc2WritesOtherwise() {
    SetupRequest request =
        account.request(
            Set.of(
                new Ingress("tcp", 22, "10.1.2.3/8"),
                new Ingress("tcp", 22, "2001:DB8:0:0:1:0:0:1/64"),
                new Ingress("tcp", 22, "192.0.2.7")));

    account.make(request);

    assertThat(account.make(request)).containsExactly("nothing to do");
    assertThat(aws.securityGroups().find("web").orElseThrow().ingress())
        .extracting(Ingress::from)
        .containsExactlyInAnyOrder("10.0.0.0/8", "2001:db8::/64", "192.0.2.7/32");
  }

  @Test
  void aGroupOfTheSameNameInAnotherVpcIsNeitherUsedNorTakenDown() {
    // It comes first in every answer.
    String other = "sg-00000000000000001";
    account.putGroupOfAnotherVpc(other, "web");

    account.make();

    String made = aws.securityGroups().find("web").orElseThrow().id();
    assertThat(made).isNotEqualTo(other);
    assertThat(account.groups("web")).containsExactlyInAnyOrder(other, made);
    assertThat(account.make()).containsExactly("nothing to do");
    account.undo();
    assertThat(account.groups("web")).containsExactly(other);
    assertThat(account.undo()).containsExactly("nothing to do");
  }

  @Test
  void withoutADefaultVpcNothingIsMadeAndItIsSaidWhatToDo() throws IOException {
    // The local EC2 always has one, as accounts have until someone deletes it.
    HttpServer empty =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>".getBytes(UTF_8);
    empty.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    empty.start();
    AwsTarget target =
        new AwsTarget(
            "us-west-2",
            null,
            URI.create("http://127.0.0.1:" + empty.getAddress().getPort()),
            new AccessKey("AKIA", "secret"));
    try (AwsConnection connection = AwsConnection.open(target)) {
      SecurityGroupPart part = new SecurityGroupPart(connection.securityGroups(), "web", Set.of());

      assertThatExceptionOfType(EnvironmentException.class)
          .isThrownBy(part::missing)
          .withMessageContaining("There is no default VPC in us-west-2")
          .satisfies(
              e -> assertThat(e.hint()).contains("aws ec2 create-default-vpc --region us-west-2"));
      assertThat(connection.securityGroups().find("web")).isEmpty();
    } finally {
      empty.stop(0);
    }
  }

  @Test
  void aDryRunTellsEverythingAndDoesNothing() {
    assertThat(account.plan())
        .containsExactly(
            "plan: make the bucket 'disks' in us-west-2",
            "plan: keep the bucket 'disks' from the public",
            "plan: let the bucket 'disks' encrypt",
            "plan: let the bucket 'disks' end uploads that nobody goes on with, after a day",
            "plan: make the role 'importer', which only VM Import may take on",
            "plan: let the role 'importer' read the bucket, by its policy 'ec2-unikernel-import'",
            "plan: make the security group 'web' for 53/udp from ::/0, 80/tcp from 0.0.0.0/0");
    assertThat(aws.buckets().find("disks")).isEmpty();
    assertThat(aws.roles().find("importer")).isEmpty();
    assertThat(aws.securityGroups().find("web")).isEmpty();
  }

  @Test
  void onlyWhatDiffersIsMended() {
    account.make();
    String group = aws.securityGroups().find("web").orElseThrow().id();
    aws.securityGroups().authorize(group, Set.of(new Ingress("tcp", 22, "0.0.0.0/0")));
    aws.securityGroups().revoke(group, Set.of(new Ingress("tcp", 80, "0.0.0.0/0")));
    aws.roles().put("importer", "ec2-unikernel-import", SetupAccount.policy("arn:aws:s3:::other"));
    account.s3(s3 -> s3.deletePublicAccessBlock(r -> r.bucket("disks")));

    assertThat(account.make())
        .filteredOn(line -> line.startsWith("do: "))
        .containsExactly(
            "do: keep the bucket 'disks' from the public",
            "do: let the role 'importer' read the bucket, by its policy 'ec2-unikernel-import'",
            "do: open the security group 'web' for 80/tcp from 0.0.0.0/0",
            "do: close the security group 'web' for 22/tcp from 0.0.0.0/0");
    assertThat(account.make()).containsExactly("nothing to do");
  }

  @Test
  void whatWasSetUpIsTakenDownAndNothingElse() {
    aws.buckets().create("other", Map.of());
    account.make();

    assertThat(account.undo())
        .filteredOn(line -> line.startsWith("do: "))
        .containsExactly(
            "do: delete the security group 'web'",
            "do: delete the policy 'ec2-unikernel-import' of the role 'importer'",
            "do: delete the role 'importer'",
            "do: delete the bucket 'disks'");
    assertThat(aws.buckets().find("disks")).isEmpty();
    assertThat(aws.buckets().find("other")).isPresent();
    assertThat(aws.roles().find("importer")).isEmpty();
    assertThat(aws.securityGroups().find("web")).isEmpty();
    assertThat(account.undo()).containsExactly("nothing to do");
  }

  @Test
  void whatOthersMadeIsUsedAndLeft() {
    aws.buckets().create("disks", Map.of());
    aws.roles().create("importer", SetupAccount.trust("vmie.amazonaws.com"), "by hand", OTHERS);
    aws.securityGroups().create("web", "by hand", OTHERS);

    assertThat(account.make())
        .filteredOn(line -> line.startsWith("do: "))
        .containsExactly(
            "do: let the role 'importer' read the bucket, by its policy 'ec2-unikernel-import'",
            "do: open the security group 'web' for 53/udp from ::/0, 80/tcp from 0.0.0.0/0");
    assertThat(account.undo())
        .contains(
            "left: the security group 'web', which setup did not make",
            "left: the role 'importer', which setup did not make",
            "left: the bucket 'disks', which setup did not make",
            "do: delete the policy 'ec2-unikernel-import' of the role 'importer'");
    assertThat(aws.buckets().find("disks")).isPresent();
    assertThat(aws.roles().find("importer")).isPresent();
    assertThat(aws.securityGroups().find("web")).isPresent();
  }

  @Test
  void aRoleOfOthersThatAnyoneElseMayTakeOnIsNotChanged() {
    aws.roles().create("importer", SetupAccount.trust("ec2.amazonaws.com"), "by hand", OTHERS);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(account::make)
        .withMessageContaining("The role 'importer' is there");
    assertThat(aws.buckets().find("disks")).as("nothing is made then").isEmpty();
  }

  @Test
  void aBucketOfAnotherRegionCannotBeUsed() {
    try (AwsConnection ireland = AwsConnection.open(account.target().in("eu-west-1"))) {
      ireland.buckets().create("disks", Map.of());
    }

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(account::make)
        .withMessageContaining("The bucket 'disks' is in eu-west-1 and not in us-west-2")
        .satisfies(e -> assertThat(e.hint()).contains("-Dunikernel.aws.region=eu-west-1"));
  }

  @Test
  void aBucketThatHoldsAnythingIsNotTakenDownAndNothingElseIs() {
    account.make();
    account.put("disks", "someone's");

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(account::undo)
        .withMessageContaining("The bucket 'disks' holds 1 objects, such as 'someone's'");
    assertThat(aws.securityGroups().find("web")).isPresent();
    assertThat(aws.roles().find("importer")).isPresent();
  }

  @Test
  void aRoleThatOthersGaveMoreIsNotTakenDown() {
    account.make();
    aws.roles().put("importer", "more", SetupAccount.policy("arn:aws:s3:::more"));

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(account::undo)
        .withMessageContaining("policies that setup did not give it: [more]");
    assertThat(aws.roles().find("importer")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "Disks, importer, <bucket> is 'Disks'",
    "disks, my importer, <role> is 'my importer'",
  })
  void aNameThatAwsDoesNotTakeIsQuoted(String bucket, String role, String problem) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new SetupRequest(account.target(), bucket, role, null, Set.of()))
        .withMessageContaining(problem);
  }

  @Test
  void withoutABucketOrAGroupThereIsNothingToSetUp() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new SetupRequest(account.target(), null, "importer", null, Set.of()))
        .satisfies(e -> assertThat(e.hint()).contains("-Dunikernel.bucket=NAME"));
  }
}
