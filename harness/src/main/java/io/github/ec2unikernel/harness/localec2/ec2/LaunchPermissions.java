package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.LaunchPermissionModifications;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;

/** Who may launch an image: accounts, organisations, their units, or all. */
final class LaunchPermissions {

  static final String ATTRIBUTE = "launchPermission";

  private static final String ALL = "all";
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern ORGANIZATION =
      Pattern.compile("arn:[a-z-]+:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}");
  private static final Pattern UNIT =
      Pattern.compile(
          "arn:[a-z-]+:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

  private LaunchPermissions() {}

  /** Returns whether a request changes launch permissions. */
  static boolean isAsked(ModifyImageAttributeRequest request) {
    return request.launchPermission() != null
        || ATTRIBUTE.equals(request.attribute())
        || request.operationType() != null;
  }

  /** Returns the permissions after a request, of either of its two forms. */
  static List<LaunchPermission> changed(
      List<LaunchPermission> before, ModifyImageAttributeRequest request) {
    List<LaunchPermission> added = new ArrayList<>();
    List<LaunchPermission> removed = new ArrayList<>();
    LaunchPermissionModifications modifications = request.launchPermission();
    if (modifications != null) {
      added.addAll(modifications.add());
      removed.addAll(modifications.remove());
    }
    List<LaunchPermission> flat = flat(request);
    if (!flat.isEmpty()) {
      String operation = Parameters.require(request.operationTypeAsString(), "operationType");
      switch (operation) {
        case "add" -> added.addAll(flat);
        case "remove" -> removed.addAll(flat);
        default -> throw Parameters.invalid(operation, "OperationType", "Expecting add or remove.");
      }
    }
    if (added.isEmpty() && removed.isEmpty()) {
      throw new Refusal(
          400, "InvalidParameterCombination", "No launch permissions to add or to remove.");
    }
    added.forEach(LaunchPermissions::check);
    removed.forEach(LaunchPermissions::check);
    Set<LaunchPermission> after = new LinkedHashSet<>(before);
    after.addAll(added);
    removed.forEach(after::remove);
    return List.copyOf(after);
  }

  /** Returns whether everyone may launch the image. */
  static boolean isPublic(List<LaunchPermission> permissions) {
    return permissions.stream().anyMatch(p -> ALL.equals(p.groupAsString()));
  }

  private static List<LaunchPermission> flat(ModifyImageAttributeRequest request) {
    List<LaunchPermission> all = new ArrayList<>();
    add(all, request.userIds(), id -> LaunchPermission.builder().userId(id).build());
    add(all, request.userGroups(), group -> LaunchPermission.builder().group(group).build());
    add(
        all,
        request.organizationArns(),
        arn -> LaunchPermission.builder().organizationArn(arn).build());
    add(
        all,
        request.organizationalUnitArns(),
        arn -> LaunchPermission.builder().organizationalUnitArn(arn).build());
    return all;
  }

  private static void add(
      List<LaunchPermission> all, List<String> values, Function<String, LaunchPermission> form) {
    values.stream().map(form).forEach(all::add);
  }

  private static void check(LaunchPermission permission) {
    require(permission.userId(), ACCOUNT, "userId");
    require(permission.groupAsString(), Pattern.compile(ALL), "userGroup");
    require(permission.organizationArn(), ORGANIZATION, "organizationArn");
    require(permission.organizationalUnitArn(), UNIT, "organizationalUnitArn");
  }

  private static void require(@Nullable String value, Pattern form, String item) {
    if (value != null && !form.matcher(value).matches()) {
      throw new Refusal(
          400,
          "InvalidAMIAttributeItemValue",
          "Invalid attribute item value \"" + value + "\" for " + item + " item type.");
    }
  }
}
