package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the publisher: what it is to publish is known, and whether it is there already is
 * looked at before anything is made.
 *
 * @param regions what is to be where, the first region first
 * @param naming what people know the image by
 */
record PublishRun(
    PublishRequest request,
    AwsConnections connections,
    StateFile file,
    PublishListener listener,
    List<RegionPlan> regions,
    Naming naming) {

  /** Finds the kernels of a PV image, and with them the content's identity and the name. */
  static PublishRun prepare(
      PublishRequest request,
      AwsConnections connections,
      StateFile file,
      PublishListener listener) {
    Regions wanted = request.regions();
    wanted.check(connections.primary().region(), request.upload().encryption());
    ImportOptions viaS3 = request.upload().viaS3();
    if (viaS3 != null) {
      wanted.checkImport();
      new ImportBucket(connections.primary(), viaS3).check();
    }
    List<AwsConnection> places =
        Stream.concat(
                Stream.of(connections.primary()), wanted.others().stream().map(connections::in))
            .toList();
    LaunchImage launch = request.launchImage();
    listener.launchKnown(launch);
    List<RegionPlan> plans = plans(request, launch, places, listener);
    Naming naming = Naming.of(request, plans.get(0).content(), Instant.now());
    return new PublishRun(request, connections, file, listener, plans, naming);
  }

  private static List<RegionPlan> plans(
      PublishRequest request,
      LaunchImage launch,
      List<AwsConnection> places,
      PublishListener listener) {
    PlatformOptions options = request.options().platform();
    if (launch.way().isHvm()) {
      return places.stream()
          .map(aws -> RegionPlan.of(aws, launch, options.hvm(launch), request))
          .toList();
    }
    Map<String, PvGrubKernel> kernels =
        new KernelFinder(request.kernel())
            .find(places, request.regions().replication() == Replication.COPY);
    List<RegionPlan> plans = new ArrayList<>();
    for (AwsConnection aws : places) {
      PvGrubKernel kernel = Objects.requireNonNull(kernels.get(aws.region()));
      plans.add(RegionPlan.of(aws, launch, options.paravirtual(kernel), request));
      listener.kernelFound(kernel);
      aws.kernels().objection().ifPresent(listener::warning);
    }
    return List.copyOf(plans);
  }

  /** Returns the state of this run as long as it has made nothing. */
  PublishState fresh() {
    RegionPlan first = regions.get(0);
    ImportOptions viaS3 = request.upload().viaS3();
    return PublishState.begin(
        Attempt.begin(
            first.content(),
            request.image().sha256(),
            naming.name(),
            first.kernelId(),
            viaS3 == null ? null : viaS3.way()),
        Place.of(connections.primary()),
        request.disks());
  }

  /**
   * Returns the images, made now or found.
   *
   * @param adopted what to go on from
   * @throws DeadResourceException if what the state names can't be gone on with
   */
  PublishResult publish(PublishState adopted) {
    Attempt attempt = adopted.attempt();
    List<RegionPlan> plans = regions.stream().map(plan -> lookedAt(plan, attempt)).toList();
    Uploads uploads = new Uploads(request, listener);
    for (RegionPlan plan : plans) {
      if (plan.existing().isEmpty()) {
        refuseTakenName(plan, attempt);
        if (isUploadedTo(plan)) {
          uploads.plan(plan.aws());
        }
      }
    }
    PublishState state = withoutWhatIsNotNeeded(adopted, plans);
    Work work =
        new Work(request, connections, connections.primary(), listener, Journal.begin(file, state));
    return new Publication(work, naming, plans, uploads).run();
  }

  private boolean isUploadedTo(RegionPlan plan) {
    return plan.aws() == connections.primary()
        || request.regions().replication() == Replication.UPLOAD;
  }

  private RegionPlan lookedAt(RegionPlan plan, Attempt attempt) {
    return plan.with(
        new ExistingImages(plan.aws(), request.limits().imageTimeout())
            .find(plan.content())
            .filter(image -> !isOf(image, attempt)));
  }

  private static boolean isOf(ImageRecord image, Attempt attempt) {
    return attempt.id().equals(image.tags().get(ResourceTags.ATTEMPT));
  }

  private static void refuseTakenName(RegionPlan plan, Attempt attempt) {
    plan.aws()
        .images()
        .named(attempt.name())
        .filter(image -> !isOf(image, attempt))
        .ifPresent(
            image -> {
              throw Problems.nameTaken(image, plan.region(), plan.content());
            });
  }

  /** Deletes what a killed run has made where nothing is to be made any more. */
  private PublishState withoutWhatIsNotNeeded(PublishState state, List<RegionPlan> plans) {
    Set<String> needed =
        plans.stream()
            .filter(plan -> plan.existing().isEmpty())
            .map(RegionPlan::region)
            .collect(Collectors.toSet());
    UnfinishedRun rest = state.run().where(region -> !needed.contains(region));
    if (rest.resources().isEmpty()) {
      return state;
    }
    List<UnfinishedRun> left = new ArrayList<>(state.leftBehind());
    left.addAll(new Leftovers(connections, listener).clean(List.of(rest)));
    return state.without(rest.resources()).behind(left);
  }
}
