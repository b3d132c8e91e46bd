package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.Grantee;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives an image, new or old, the tags, the deprecation and the sharing that are asked for. */
final class Settling {

  private final Work work;
  private final ImageOptions options;

  Settling(Work work) {
    this.work = work;
    options = work.request().options();
  }

  void settle(Placed placed) {
    if (placed.image().reused()) {
      tag(placed);
    }
    deprecate(placed);
    share(placed);
  }

  private void tag(Placed placed) {
    Map<String, String> missing = new TreeMap<>(options.tags());
    missing.entrySet().removeAll(placed.record().tags().entrySet());
    if (!missing.isEmpty()) {
      List<String> ids = new ArrayList<>(List.of(placed.image().id()));
      ids.addAll(snapshots(placed));
      placed.plan().aws().changes().tag(ids, missing);
    }
  }

  private void deprecate(Placed placed) {
    if (options.deprecation() == null) {
      return;
    }
    String current = placed.record().deprecatedAt();
    Instant wanted = options.deprecation().of(Instant.parse(placed.record().createdAt()));
    if (!current.isEmpty()
        && Instant.parse(current).truncatedTo(ChronoUnit.MINUTES).equals(wanted)) {
      return;
    }
    if (wanted.isBefore(Instant.now())) {
      work.listener()
          .warning(
              "The image "
                  + placed.image().id()
                  + " was to be deprecated from "
                  + wanted
                  + " on, and AWS takes no date in the past. Give <deprecateAfter> a later one.");
      return;
    }
    placed.plan().aws().changes().deprecate(placed.image().id(), wanted);
  }

  private void share(Placed placed) {
    Sharing sharing = options.sharing();
    if (!sharing.isAsked()) {
      return;
    }
    AwsConnection aws = placed.plan().aws();
    String id = placed.image().id();
    boolean changed = converge(placed, id, aws.permissions().ofImage(id), sharing.with());
    for (String snapshot : snapshots(placed)) {
      changed |=
          converge(
              placed, snapshot, aws.permissions().ofSnapshot(snapshot), sharing.withSnapshots());
    }
    if (changed) {
      work.listener().shared(placed.image(), sharing);
    }
  }

  private boolean converge(Placed placed, String id, Set<Grantee> has, Set<Grantee> wanted) {
    AwsConnection aws = placed.plan().aws();
    Set<Grantee> missing = new TreeSet<>(wanted);
    missing.removeAll(has);
    if (!missing.isEmpty()) {
      if (!work.journal().hasMade(id)) {
        // What is new goes with all its permissions when it is undone; what is old stays.
        work.journal().made(Kind.SHARE, aws.region(), id, Grantee.join(missing));
      }
      aws.permissions().grant(id, missing);
    }
    Set<Grantee> others = new TreeSet<>(has);
    others.removeAll(wanted);
    boolean revokes = options.sharing().isExclusive() && !others.isEmpty();
    if (revokes) {
      aws.permissions().revoke(id, others);
    }
    return revokes || !missing.isEmpty();
  }

  private static List<String> snapshots(Placed placed) {
    return placed.image().byName().values().stream()
        .map(Snapshot::id)
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }
}
