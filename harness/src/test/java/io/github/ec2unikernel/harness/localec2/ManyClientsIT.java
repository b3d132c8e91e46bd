package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Many clients at once, through two endpoints on one directory. */
final class ManyClientsIT extends LocalEc2Base {

  private static final int CLIENTS = 32;

  @Test
  void thirtyTwoClientsLeaveAConsistentState() throws Exception {
    try (LocalEc2 second = LocalEc2.start(options());
        Ec2Client ec2Second = Clients.ec2(second);
        EbsClient ebsSecond = Clients.ebs(second)) {
      AtomicInteger done = new AtomicInteger();
      List<Callable<String>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Workload workload =
            i % 2 == 0 ? new Workload(ec2, ebs, done) : new Workload(ec2Second, ebsSecond, done);
        String name = "client-" + i;
        clients.add(
            () -> {
              workload.run(name);
              return name;
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
      try {
        for (Future<String> client : threads.invokeAll(clients)) {
          client.get();
        }
      } finally {
        threads.shutdown();
      }
    }

    assertThat(Workload.problems(ec2)).isEmpty();
    assertThat(ec2.describeImages(r -> r.owners("self")).images()).hasSize(2 * CLIENTS);
    assertThat(ec2.describeSnapshots().snapshots()).hasSize(2 * CLIENTS);
    assertThat(ec2.describeInstances().reservations()).hasSize(CLIENTS);
    assertThat(ec2.describeSecurityGroups().securityGroups()).hasSize(CLIENTS + 1);
    assertThat(ec2.describeTags().tags()).hasSize(2 * CLIENTS);
  }
}
