package io.github.ec2unikernel.harness.localec2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** What one client does, a bit of everything, and what must hold after any number of clients. */
final class Workload {

  private final Ec2Client ec2;
  private final EbsClient ebs;
  private final AtomicInteger done;

  /** Creates one that counts its calls in {@code done}. */
  Workload(Ec2Client ec2, EbsClient ebs, AtomicInteger done) {
    this.ec2 = ec2;
    this.ebs = ebs;
    this.done = done;
  }

  /** Makes and leaves one image and one copy of it with instances and a security group. */
  void run(String name) {
    String snapshot = ebs.startSnapshot(r -> r.volumeSize(1L).clientToken(name)).snapshotId();
    Blocks.put(ebs, snapshot, 0, Blocks.random(0));
    done.incrementAndGet();
    Blocks.complete(ebs, snapshot, List.of(Blocks.random(0)));
    String image = Registrations.hvm(ec2, name, snapshot);
    done.incrementAndGet();
    ec2.createTags(r -> r.resources(image, snapshot).tags(Registrations.tag("owner", name)));
    String copy =
        ec2.copyImage(
                r ->
                    r.name(name + "-copy")
                        .sourceRegion(Clients.OREGON)
                        .sourceImageId(image)
                        .clientToken(name))
            .imageId();
    done.incrementAndGet();
    ec2.modifyImageAttribute(
        r -> r.imageId(copy).operationType("add").attribute("launchPermission").userGroups("all"));
    String group = ec2.createSecurityGroup(r -> r.groupName(name).description("a group")).groupId();
    String instance =
        ec2.runInstances(
                r ->
                    r.imageId(image)
                        .instanceType("t2.micro")
                        .minCount(2)
                        .maxCount(2)
                        .securityGroupIds(group)
                        .clientToken(name))
            .instances()
            .get(0)
            .instanceId();
    done.incrementAndGet();
    ec2.terminateInstances(r -> r.instanceIds(instance));
    ec2.describeImages(r -> r.owners("self"));
    done.incrementAndGet();
  }

  /** Returns what is wrong with the state that a client sees, nothing when it is whole. */
  static List<String> problems(Ec2Client ec2) {
    List<String> problems = new ArrayList<>();
    List<String> snapshots =
        ec2.describeSnapshots().snapshots().stream().map(Snapshot::snapshotId).toList();
    List<Image> images = ec2.describeImages(r -> r.owners("self")).images();
    for (Image image : images) {
      String snapshot = image.blockDeviceMappings().get(0).ebs().snapshotId();
      if (!snapshots.contains(snapshot)) {
        problems.add(image.imageId() + " lacks " + snapshot);
      }
    }
    if (images.stream().map(Image::name).distinct().count() != images.size()) {
      problems.add("two images of one name");
    }
    List<String> groups =
        ec2.describeSecurityGroups().securityGroups().stream().map(g -> g.groupId()).toList();
    ec2.describeInstances().reservations().stream()
        .peek(
            reservation -> {
              if (reservation.instances().size() != 2) {
                problems.add(reservation.reservationId() + " is not whole");
              }
            })
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::securityGroups)
        .filter(g -> !groups.contains(g.get(0).groupId()))
        .forEach(g -> problems.add("an instance lacks " + g));
    return problems;
  }
}
