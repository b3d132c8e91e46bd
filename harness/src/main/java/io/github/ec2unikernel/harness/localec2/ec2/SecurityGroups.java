package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The security groups, the default VPC's default one among them. */
final class SecurityGroups {

  static final String DEFAULT = "default";

  private static final Pattern ID = Pattern.compile("sg-([0-9a-f]{8}|[0-9a-f]{17})");

  private final State state;

  SecurityGroups(State state) {
    this.state = state;
  }

  /** Returns all groups, the default one first. */
  List<StoredGroup> all(Caller caller) {
    List<StoredGroup> all = new ArrayList<>();
    String id = DefaultNetwork.of(caller).groupId();
    all.add(defaultGroup(caller));
    state.groups(caller.region()).all().stream()
        .filter(stored -> !stored.group().groupId().equals(id))
        .forEach(all::add);
    return all;
  }

  /** Returns the group that a caller names by its id or else its name. */
  StoredGroup require(Caller caller, @Nullable String id, @Nullable String name) {
    if (id == null && name == null) {
      throw new Refusal(
          400, "MissingParameter", "The request must contain the parameter groupName or groupId");
    }
    if (id == null) {
      return named(caller, String.valueOf(name)).orElseThrow(() -> missing(String.valueOf(name)));
    }
    if (!isId(id)) {
      throw new Refusal(
          400, "InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
    }
    return all(caller).stream()
        .filter(stored -> stored.group().groupId().equals(id))
        .findFirst()
        .orElseThrow(() -> missing(id));
  }

  /** Returns the default VPC's group of a name, as names are those of one VPC. */
  Optional<StoredGroup> named(Caller caller, String name) {
    String vpcId = DefaultNetwork.of(caller).vpcId();
    return all(caller).stream()
        .filter(stored -> vpcId.equals(stored.group().vpcId()))
        .filter(stored -> name.equals(stored.group().groupName()))
        .findFirst();
  }

  /** Returns the id of the group that a caller names by its id or else its name, null for none. */
  @Nullable String idOf(Caller caller, @Nullable String id, @Nullable String name) {
    if (id != null || name == null) {
      return id;
    }
    return named(caller, name).map(stored -> stored.group().groupId()).orElse(null);
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  static Refusal missing(String what) {
    return new Refusal(
        400, "InvalidGroup.NotFound", "The security group '" + what + "' does not exist");
  }

  /** Returns a group as it is shown, everything allowed to go out. */
  SecurityGroup shown(StoredGroup stored) {
    return stored.group().toBuilder()
        .ipPermissions(IngressRules.permissions(stored.rules()))
        .ipPermissionsEgress(
            IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build())
        .build();
  }

  // Without the rule that lets its members reach each other, which no call here can make or show.
  private StoredGroup defaultGroup(Caller caller) {
    DefaultNetwork network = DefaultNetwork.of(caller);
    return state
        .groups(caller.region())
        .find(network.groupId())
        .orElseGet(
            () ->
                new StoredGroup(
                    SecurityGroup.builder()
                        .groupId(network.groupId())
                        .groupName(DEFAULT)
                        .description("default VPC security group")
                        .ownerId(Caller.ACCOUNT)
                        .vpcId(network.vpcId())
                        .build(),
                    List.of()));
  }
}
