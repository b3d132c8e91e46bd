package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredInstance;
import io.github.ec2unikernel.harness.localec2.state.StoredReservation;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The records of instances, found by their ids. */
final class Instances {

  private static final Pattern ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");

  private final State state;

  Instances(State state) {
    this.state = state;
  }

  /** An instance and the reservation that it came with. */
  record Found(StoredReservation reservation, StoredInstance stored) {}

  /** Returns all instances that are shown, ordered by their reservations. */
  List<Found> all(Caller caller) {
    return state.reservations(caller.region()).all().stream()
        .flatMap(r -> r.instances().stream().map(stored -> new Found(r, stored)))
        .filter(found -> found.stored.isShown(caller.now()))
        .toList();
  }

  /** Returns the instances that are not terminated. */
  Stream<StoredInstance> alive(Caller caller) {
    return all(caller).stream()
        .map(Found::stored)
        .filter(stored -> stored.state(caller.now()) != InstanceStateName.TERMINATED);
  }

  /** Returns the instances of those ids, in the order of {@link #all}. */
  List<Found> require(Caller caller, List<String> ids) {
    List<Found> all = all(caller);
    List<String> known = all.stream().map(found -> found.stored.id()).toList();
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      if (!isId(id)) {
        throw new Refusal(400, "InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
      }
      if (!known.contains(id)) {
        missing.add(id);
      }
    }
    if (!missing.isEmpty()) {
      throw new Refusal(
          400,
          "InvalidInstanceID.NotFound",
          missing.size() == 1
              ? "The instance ID '" + missing.get(0) + "' does not exist"
              : "The instance IDs '" + String.join(", ", missing) + "' do not exist");
    }
    return all.stream().filter(found -> ids.contains(found.stored.id())).toList();
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** Writes a change of an instance. */
  void put(Caller caller, Found found, StoredInstance changed) {
    // Read again: another instance of the reservation may have changed in the same call.
    StoredReservation reservation =
        state.reservations(caller.region()).find(found.reservation.id()).orElseThrow();
    state.reservations(caller.region()).put(reservation.id(), reservation.with(changed));
  }
}
