package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsConnections;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the publisher: what it is to publish is known, and whether it is there already is
 * looked at before anything is made.
 *
 * @param content the identity of what is published
 * @param name the image's name
 * @param kernelId the AKI that it boots
 */
record PublishRun(
    PublishRequest request,
    AwsConnections connections,
    StateFile file,
    PublishListener listener,
    ContentId content,
    String name,
    String kernelId) {

  /** Finds the kernel, and with it the content's identity and the name. */
  static PublishRun prepare(
      PublishRequest request,
      AwsConnections connections,
      StateFile file,
      PublishListener listener) {
    AwsConnection aws = connections.primary();
    PvGrubKernel kernel = aws.kernels().newest();
    listener.kernelFound(kernel);
    aws.kernels().objection().ifPresent(listener::warning);
    ContentId content = ContentId.of(request.disks(), kernel.id(), request.upload().encryption());
    String name = ImageName.of(request.options().name(), request.coordinates(), content);
    return new PublishRun(request, connections, file, listener, content, name, kernel.id());
  }

  /** Returns the state of this run as long as it has made nothing. */
  PublishState fresh() {
    return PublishState.begin(
        Attempt.begin(content, request.image().sha256(), name, kernelId),
        Place.of(connections.primary()),
        request.disks());
  }

  /**
   * Returns the image, made now or found.
   *
   * @param state what to go on from
   * @throws DeadResourceException if what the state names can't be gone on with
   */
  MachineImage publish(PublishState state) {
    Optional<ImageRecord> existing = existing().find(content);
    if (existing.filter(image -> !isOf(image, state.attempt())).isPresent()) {
      return reuse(existing.get(), state);
    }
    if (existing.isEmpty()) {
      refuseTakenName(state.attempt());
    }
    Map<DiskSource, Snapshot> found =
        new ExistingSnapshots(connections.primary()).find(disks(), request.upload().encryption());
    found.forEach(listener::snapshotReused);
    SnapshotWay.Planned planned =
        new DirectWay(request, connections.primary(), listener)
            .plan(disks().stream().filter(disk -> !found.containsKey(disk)).toList());
    Work work = new Work(request, connections, listener, Journal.begin(file, state));
    try {
      MachineImage image =
          new Publication(work)
              .run(
                  found,
                  planned,
                  ResourceTags.of(request, state.attempt().name(), content, state.attempt().id()));
      listener.published(image);
      return image;
    } catch (NameTakenException e) {
      // Somebody was quicker, perhaps with the same image: then theirs is as good as ours.
      Optional<ImageRecord> theirs = existing().find(content);
      if (theirs.isPresent()) {
        return reuse(theirs.get(), work.journal().state());
      }
      throw connections
          .primary()
          .images()
          .named(name)
          .map(image -> Problems.nameTaken(image, connections.primary().region(), content))
          .orElseThrow(() -> e);
    }
  }

  private List<DiskSource> disks() {
    return request.disks();
  }

  private ExistingImages existing() {
    return new ExistingImages(connections.primary(), request.limits().imageTimeout());
  }

  private static boolean isOf(ImageRecord image, Attempt attempt) {
    return attempt.id().equals(image.tags().get(ResourceTags.ATTEMPT));
  }

  private void refuseTakenName(Attempt attempt) {
    connections
        .primary()
        .images()
        .named(attempt.name())
        .filter(image -> !isOf(image, attempt))
        .ifPresent(
            image -> {
              throw Problems.nameTaken(image, connections.primary().region(), content);
            });
  }

  private MachineImage reuse(ImageRecord record, PublishState state) {
    MachineImage image = existing().machineImage(record, disks());
    List<UnfinishedRun> left = new ArrayList<>(state.leftBehind());
    // A killed run's work is not needed any more.
    left.addAll(new Leftovers(connections, listener).clean(List.of(state.run())));
    file.write(fresh().behind(left).reusing(image).ended(Phase.PUBLISHED, Instant.now()));
    listener.reused(image);
    return image;
  }
}
